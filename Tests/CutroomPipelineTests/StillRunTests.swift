import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Testing

/// Runs of projects in which nothing has changed.
@Suite struct StillRunTests {
  private static func fixture() throws -> EngineFixture {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "copy", "foreach": ["glob": "in/*.txt"],
          "run": ["cp", "${item.path}", "${output}"], "outputs": ["out/${item.stem}.txt"],
          "inputs": ["extra/*.txt", "maybe.txt"],
        ],
        [
          "id": "say",
          "foreach": ["json": "list.json", "pointer": "/names", "id": "/id"],
          "run": ["sh", "-c", "echo \"$1\" > \"$2\"", "sh", "${item.id}", "${output}"],
          "outputs": ["said/${item.id}.txt"],
        ],
      ]
    ])
    try fixture.write("a", to: "in/a.txt")
    try fixture.write("b", to: "in/b.txt")
    try fixture.write(#"{"names": [{"id": "x"}, {"id": "y"}]}"#, to: "list.json")
    return fixture
  }

  @Test func `a still project runs nothing and tells what any run with nothing to do tells`() throws
  {
    let fixture = try Self.fixture()
    #expect(StillRun(of: fixture.project) == nil)
    try fixture.run()
    #expect(try !fixture.survey(), "the run's own files are too young")
    // Its look at files that are old by now is what the index keeps for good.
    let whole = try fixture.run()
    let told = fixture.events.map(\.words)
    #expect(try fixture.survey(after: 1_000_000))
    let still = try #require(StillRun(of: fixture.project))
    var events: [RunEvent] = []
    let summary = still.tell { events.append($0) }
    #expect(events.map(\.words) == told)
    #expect(summary.outcome == .done)
    #expect((summary.ran, summary.skipped) == (0, 4))
    #expect(summary.skipped == whole.skipped)
    let status = try #require(StatusReport.ofStill(fixture.project))
    #expect(status.state == .fresh)
    #expect(status.stages.map(\.total) == [2, 2])
  }

  /// A step whose item is done, but otherwise than asked.
  private struct Otherwise: StageStep {
    let reads: [PathPattern] = []
    let writes: [PathPattern] = [PathPattern("made.txt")].compactMap(\.self)
    static let decision = Decision(code: "substituted", message: "there was none")

    func items(_ scope: StageScope) throws -> [ItemSpec] {
      [ItemSpec(id: "main", inputs: [], outputs: [try #require(ProjectPath("made.txt"))])]
    }

    func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
      try bench.create(item.outputs[0]).writeAll(Array("made".utf8))
      return ItemResult(outputs: item.outputs, decisions: [Self.decision])
    }
  }

  @Test func `what was done otherwise than asked is told from records and from a still project`()
    throws
  {
    let stage = BuiltinStage(name: "otherwise", parameters: [], steps: [Otherwise()])
    let fixture = try EngineFixture(
      ["stages": [["id": "s", "uses": "otherwise"]]],
      builtins: ["otherwise": stage]
    )
    try fixture.run()
    let decided = [ItemDecision(ItemKey(stage: "s", item: "main"), Otherwise.decision)]
    let loaded = try LoadedPipeline.load(fixture.project, builtins: fixture.builtins)
    let state = try ProjectLedger.load(fixture.project).state
    let report = StatusReport(try fixture.plan(), graph: loaded.graph, state: state, lock: nil)
    #expect(report.decisions == decided)
    #expect(try fixture.survey(after: 1_000_000))
    #expect(try #require(StatusReport.ofStill(fixture.project)).decisions == decided)
  }

  static let changes: [(file: String, text: String)] = [
    ("in/a.txt", "A"), ("in/c.txt", "c"), ("out/b.txt", "edited"), ("said/x.txt", "edited"),
    ("list.json", #"{"names": [{"id": "x"}]}"#), ("extra/e.txt", "e"), ("maybe.txt", "m"),
    ("pipeline.json", "{}"), ("metadata.json", "{}"),
  ]

  @Test(arguments: changes.indices)
  func `a project is still no more after one change`(number: Int) throws {
    let fixture = try Self.fixture()
    try fixture.run()
    #expect(try fixture.survey(after: 1_000_000))
    try fixture.write(Self.changes[number].text, to: Self.changes[number].file)
    #expect(StillRun(of: fixture.project) == nil, "\(Self.changes[number].file)")
  }

  @Test func `an edited output, a failure or an item that left is no still project`() throws {
    let fixture = try Self.fixture()
    try fixture.write("{}", to: "list.json")
    try fixture.write(#"{"names": []}"#, to: "list.json")
    try fixture.run()
    try fixture.write("other", to: "out/a.txt")
    #expect(try !fixture.survey(after: 1_000_000))
    try fixture.run { $0.force = true }
    #expect(try fixture.survey(after: 1_000_000))
    try fixture.project.tree.root.folder("in").remove("a.txt")
    #expect(try !fixture.survey(after: 1_000_000), "nobody has let go of a's output yet")
    try fixture.run()
    #expect(try fixture.survey(after: 1_000_000))
  }
}

extension RunEvent {
  /// The event without what differs from run to run.
  fileprivate var words: String {
    switch self {
    case .runStarted(_, let stages): "started \(stages)"
    case .runFinished(let summary): "finished \(summary.outcome) \(summary.skipped)"
    default: "\(self)"
    }
  }
}
