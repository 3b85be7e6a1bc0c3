import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Testing

@Suite struct EngineTests {
  static let copyStage: JSONValue = [
    "stages": [
      [
        "id": "copy", "foreach": ["glob": "in/*.txt"],
        "run": ["cp", "${item.path}", "${output}"], "outputs": ["out/${item.name}"],
      ]
    ]
  ]

  static let chain: JSONValue = [
    "stages": [
      [
        "id": "upper", "foreach": ["glob": "in/*.txt"],
        "run": ["sh", "-c", "tr a-z A-Z < \"$1\" > \"$2\"", "-", "${item.path}", "${output}"],
        "outputs": ["mid/${item.name}"],
      ],
      [
        "id": "join", "inputs": ["mid/*.txt"],
        "run": ["sh", "-c", "cat mid/*.txt > \"$1\"", "-", "${output}"], "outputs": ["all.txt"],
      ],
    ]
  ]

  @Test func `every item runs once and then never again`() throws {
    let fixture = try EngineFixture(Self.copyStage)
    try fixture.write("a", to: "in/a.txt")
    try fixture.write("b", to: "in/b.txt")
    let first = try fixture.run()
    #expect(first.outcome == .done)
    #expect(first.ran == 2)
    #expect(try fixture.read("out/a.txt") == "a")
    let second = try fixture.run()
    #expect(second.ran == 0)
    #expect(second.skipped == 2)
  }

  @Test func `touching and rewriting the same bytes makes nothing stale`() throws {
    let fixture = try EngineFixture(Self.copyStage)
    try fixture.write("a", to: "in/a.txt")
    try fixture.run()
    try fixture.write("a", to: "in/a.txt")
    #expect(try fixture.plan().pending.isEmpty)
  }

  @Test func `an edited input runs its own chain only and says why`() throws {
    let fixture = try EngineFixture(Self.chain)
    try fixture.write("a\n", to: "in/a.txt")
    try fixture.write("b\n", to: "in/b.txt")
    try fixture.run()
    try fixture.write("c\n", to: "in/b.txt")
    let pending = try fixture.plan().pending
    #expect(pending.map { "\($0.stage)/\($0.item)" } == ["upper/in/b.txt", "join/main"])
    #expect(pending.first?.reasons.first?.cause == .inputChanged)
    #expect(pending.first?.reasons.first?.input == "in/b.txt")
    #expect(pending.last?.reasons.first?.cause == .inputWillChange)
    try fixture.run()
    #expect(fixture.ran == ["upper/in/b.txt", "join/main"])
    #expect(try fixture.read("all.txt") == "A\nC\n")
  }

  @Test func `an equal result keeps what follows fresh`() throws {
    let fixture = try EngineFixture(Self.chain)
    try fixture.write("a\n", to: "in/a.txt")
    try fixture.run()
    try fixture.write("A\n", to: "in/a.txt")
    try fixture.run()
    #expect(fixture.ran == ["upper/in/a.txt"])
  }

  @Test func `a failed run again leaves the last good output in place`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "check", "foreach": ["glob": "in/*.txt"],
          "run": ["sh", "-c", "grep good \"$1\" > \"$2\"", "-", "${item.path}", "${output}"],
          "outputs": ["out/${item.name}"],
        ]
      ]
    ])
    try fixture.write("good\n", to: "in/a.txt")
    try fixture.run()
    try fixture.write("bad\n", to: "in/a.txt")
    let second = try fixture.run()
    #expect(second.outcome == .failed)
    #expect(second.failures.first?.failure.code == "exit-1")
    #expect(try fixture.read("out/a.txt") == "good\n")
  }

  @Test func `going back to an earlier input restores its output without running`() throws {
    let fixture = try EngineFixture(Self.copyStage)
    try fixture.write("one", to: "in/a.txt")
    try fixture.run()
    try fixture.write("two", to: "in/a.txt")
    try fixture.run()
    try fixture.write("one", to: "in/a.txt")
    let third = try fixture.run()
    #expect(third.ran == 0)
    #expect(third.restored == 1)
    #expect(try fixture.read("out/a.txt") == "one")
  }

  @Test func `independent items go on where asked to, and what depends is named`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "check", "foreach": ["glob": "in/*.txt"],
          "run": ["sh", "-c", "grep good \"$1\" > \"$2\"", "-", "${item.path}", "${output}"],
          "outputs": ["out/${item.name}"],
        ],
        [
          "id": "next", "inputs": ["out/a.txt"], "run": ["cp", "out/a.txt", "${output}"],
          "outputs": ["end.txt"], "needs": ["check"],
        ],
      ]
    ])
    try fixture.write("bad\n", to: "in/a.txt")
    try fixture.write("good\n", to: "in/b.txt")
    let summary = try fixture.run { $0.keepGoing = true }
    #expect(summary.outcome == .failed)
    #expect(fixture.ran == ["check/in/b.txt"])
    #expect(summary.blocked.map(\.by) == ["check/in/a.txt"])
  }

  @Test func `an item of a JSON list depends on its own element only`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "say", "foreach": ["json": "list.json", "pointer": "/items"],
          "run": ["sh", "-c", "printf %s \"$1\" > \"$2\"", "-", "${item.json}", "${output}"],
          "outputs": ["said/${item.id}.txt"],
        ]
      ]
    ])
    try fixture.write(#"{"items":[{"id":"a","n":1},{"id":"b","n":2}]}"#, to: "list.json")
    try fixture.run()
    #expect(fixture.ran.count == 2)
    try fixture.write(
      #"{"items": [{"n":3,"id":"b"}, {"id":"x","n":9}, {"n":1.0,"id":"a"}]}"#,
      to: "list.json"
    )
    try fixture.run()
    #expect(fixture.ran.sorted() == ["say/b", "say/x"])
  }

  @Test func `an output that no record names is not overwritten unasked`() throws {
    let fixture = try EngineFixture(Self.copyStage)
    try fixture.write("new", to: "in/a.txt")
    try fixture.write("mine", to: "out/a.txt")
    let summary = try fixture.run()
    #expect(summary.outcome == .awaiting)
    #expect(summary.awaiting.first?.reasons.first?.cause == .outputUnrecorded)
    #expect(try fixture.read("out/a.txt") == "mine")
  }

  private static func one(_ output: String) -> JSONValue {
    [
      "stages": [
        [
          "id": "make", "run": ["sh", "-c", "echo made > \"$1\"", "-", "${output}"],
          "outputs": [.string(output)],
        ]
      ]
    ]
  }

  @Test func `a file of one's own at a new place of an output is not overwritten unasked`() throws {
    let fixture = try EngineFixture(Self.one("a.txt"))
    try fixture.run()
    try fixture.write("mine", to: "b.txt")
    try fixture.define(Self.one("b.txt"))
    for _ in 1...2 {
      let summary = try fixture.run()
      #expect(summary.outcome == .awaiting)
      #expect(summary.awaiting.first?.reasons.first?.cause == .outputUnrecorded)
      #expect(try fixture.read("b.txt") == "mine")
    }
    #expect(try fixture.run { $0.force = true }.outcome == .done)
    #expect(try fixture.read("b.txt") == "made\n")
    // What it made at its first place is known to be its own.
    try fixture.define(Self.one("a.txt"))
    #expect(try fixture.run().outcome == .done)
    try fixture.define(Self.one("b.txt"))
    try fixture.write("mine", to: "b.txt")
    #expect(try fixture.run().outcome == .awaiting)
    #expect(try fixture.read("b.txt") == "mine")
  }

  @Test func `garbage in a JSON output is replaced by the recorded bytes and kept aside`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "make", "run": ["sh", "-c", "echo '{\"a\": 1}' > \"$1\"", "-", "${output}"],
          "outputs": ["made.json"],
        ]
      ]
    ])
    try fixture.run()
    try fixture.write("garbage", to: "made.json")
    #expect(try fixture.plan().pending.first?.action == .restore)
    let summary = try fixture.run()
    #expect(summary.restored == 1)
    #expect(try fixture.read("made.json") == "{\"a\": 1}\n")
    #expect(try fixture.project.tree.root.names().contains { $0.hasPrefix("made.json.corrupt-") })
  }

  @Test func `an edited JSON output stays, and waits for a person when its input changes`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "wrap", "foreach": ["glob": "in/*.txt"],
          "run": [
            "sh", "-c", "printf '{\"t\":\"%s\"}' \"$(cat \"$1\")\" > \"$2\"", "-", "${item.path}",
            "${output}",
          ],
          "outputs": ["out/${item.stem}.json"],
        ]
      ]
    ])
    try fixture.write("one", to: "in/a.txt")
    try fixture.run()
    try fixture.write(#"{"t":"by hand"}"#, to: "out/a.json")
    #expect(try fixture.run().outcome == .done)
    #expect(fixture.ran.isEmpty)
    try fixture.write("two", to: "in/a.txt")
    let summary = try fixture.run()
    #expect(summary.outcome == .awaiting)
    #expect(summary.awaiting.first?.reasons.first?.cause == .editedByHand)
    #expect(try fixture.read("out/a.json") == #"{"t":"by hand"}"#)
  }

  @Test func `a program that takes too long is stopped and named`() throws {
    let fixture = try EngineFixture([
      "stages": [["id": "slow", "run": ["sleep", "60"], "outputs": ["x"], "timeout": "200ms"]]
    ])
    #expect(try fixture.run().failures.first?.failure.code == "timeout")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that talks without end is stopped in time`() throws {
    let fixture = try EngineFixture([
      "stages": [["id": "talk", "run": ["yes"], "timeout": "500ms"]]
    ])
    #expect(try fixture.run().failures.first?.failure.code == "timeout")
  }

  @Test func `a log that gets too long is cut, and says so`() throws {
    let fixture = try EngineFixture([
      "stages": [["id": "talk", "run": ["sh", "-c", "yes | head -c 4259840; exit 1"]]]
    ])
    let failure = try #require(try fixture.run().failures.first?.failure)
    let log = try fixture.workspace.tree.root.openFile(#require(failure.log))
    let text = String(decoding: try log.readAll(limit: 8 << 20), as: UTF8.self)
    #expect(text.hasSuffix("y\n\n… cut here: the log is longer than 4 MB\n"))
    #expect(text.utf8.count == (4 << 20) + 43)
  }

  @Test func `a JSON output that is too long says so, and how long it may be`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "big", "outputs": ["big.json"],
          "run": [
            "sh", "-c", "(printf '['; head -c 9000000 /dev/zero | tr '\\0' ' '; echo ']') > \"$1\"",
            "-", "${output}",
          ],
        ]
      ]
    ])
    let failure = try #require(try fixture.run().failures.first?.failure)
    #expect(failure.code == "output-too-long")
    #expect(failure.message == "big.json has 9000003 bytes; a JSON output may have at most 8388608")
    #expect(!failure.isRetryable)
    #expect(try fixture.read("big.json") == nil)
  }

  @Test(arguments: [nil, "{\"items\": ", "{\"items\": 3}"])
  func `a stage that is not asked for cannot fail a run, whatever it reads`(list: String?) throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "say", "foreach": ["json": "list.json", "pointer": "/items"],
          "run": ["cp", "x", "${output}"], "outputs": ["said/${item.id}.txt"],
        ],
        [
          "id": "next", "inputs": ["said/*.txt"], "needs": ["say"], "outputs": ["end.txt"],
          "run": ["sh", "-c", "echo end > $1", "-", "${output}"],
        ],
        [
          "id": "last", "inputs": ["end.txt"], "run": ["cp", "end.txt", "${output}"],
          "outputs": ["last.txt"],
        ],
      ]
    ])
    if let list { try fixture.write(list, to: "list.json") }
    let summary = try fixture.run { $0.from = "next" }
    #expect(summary.outcome == .done)
    #expect(summary.failures.isEmpty)
    #expect(summary.blocked.isEmpty)
    #expect(fixture.ran == ["next/main", "last/main"])
    #expect(!fixture.events.contains { if case .itemFailed = $0 { true } else { false } })
    #expect(try fixture.run().outcome == .failed)
  }

  @Test func `a plan says what waits for a stage that it needs, as a run blocks it`() throws {
    let fixture = try EngineFixture([
      "stages": [
        ["id": "list", "foreach": ["json": "missing.json"], "run": ["false"]],
        [
          "id": "next", "needs": ["list"], "outputs": ["next.txt"],
          "run": ["sh", "-c", "echo > $1", "-", "${output}"],
        ],
      ]
    ])
    let plan = try fixture.plan()
    #expect(plan.pending.last?.reasons.map(\.cause) == [.neverRun, .waitsFor])
    #expect(plan.pending.last?.reasons.last?.input == "list/*")
    #expect(plan.doable.isEmpty)
    let explanation = try fixture.explanation(of: ItemKey(stage: "next", item: "main"))
    #expect(explanation?.chain.map(\.stage) == ["next", "list"])
    #expect(explanation?.lacking == "missing.json")
    let summary = try fixture.run { $0.keepGoing = true }
    #expect(summary.blocked.map(\.by) == ["missing.json", "list/*"])
    #expect(!summary.leavesOut)
    #expect(fixture.ran.isEmpty)
    #expect(try fixture.run { $0.from = "list" }.leavesOut == false)
    #expect(try fixture.run { $0.items = ["main"] }.leavesOut)
  }

  @Test func `a retry helps where the failure passes`() throws {
    let fixture = try EngineFixture([
      "stages": [
        [
          "id": "flaky", "retries": 2,
          "run": [
            "sh", "-c", "if [ -e tried ]; then echo ok > \"$1\"; else touch tried; exit 1; fi", "-",
            "${output}",
          ],
          "outputs": ["ok.txt"],
        ]
      ]
    ])
    let summary = try fixture.run()
    #expect(summary.outcome == .done)
    #expect(summary.ran == 1)
  }

  @Test func `losing the index costs nothing but time`() throws {
    let fixture = try EngineFixture(Self.copyStage)
    try fixture.write("a", to: "in/a.txt")
    try fixture.run()
    try fixture.project.state().remove("index")
    #expect(try fixture.plan().pending.isEmpty)
    try fixture.write("not an index", to: ".cutroom/index")
    #expect(try fixture.plan().pending.isEmpty)
  }
}
