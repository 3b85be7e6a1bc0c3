import CutroomModel
import CutroomPipeline
import CutroomSystem
import Testing

/// A plan and a run of the same project, while a decision is awaited whose earlier outcome is there.
@Suite struct AwaitedDecisionTests {
  /// Copies `offer.txt` to `choice.txt`, and asks first while there is an `ask.json`.
  private struct Ask: StageStep {
    let reads: [PathPattern] = []
    let writes = [PathPattern("choice.txt")].compactMap(\.self)

    func items(_ scope: StageScope) throws -> [ItemSpec] {
      let names = ["offer.txt", "ask.json", "choice.txt"].compactMap { ProjectPath($0) }
      let asks = try scope.json(names[1]) != nil
      return [
        ItemSpec(
          id: "choice",
          inputs: [.file(names[0])],
          outputs: [names[2]],
          gate: asks ? "which" : nil
        )
      ]
    }

    func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
      try bench.create(item.outputs[0]).writeAll(Array("chosen".utf8))
      return ItemResult(outputs: item.outputs)
    }
  }

  /// `use` reads the choice and something of its own, `more` what `use` makes, `last` needs `more`
  /// and reads nothing of it, `apart` has nothing to do with it all.
  private static func stage(_ id: String, _ inputs: [String], needs: [String] = []) -> JSONValue {
    [
      "id": .string(id), "needs": .array(needs.map { .string($0) }),
      "inputs": .array(inputs.map { .string($0) }), "outputs": [.string("\(id).txt")],
      "run": ["sh", "-c", "cat own.txt > $1", "-", "${output}"],
    ]
  }

  private func fixture() throws -> EngineFixture {
    let fixture = try EngineFixture(
      [
        "stages": [
          ["id": "select", "uses": "ask"], Self.stage("use", ["choice.txt", "own.txt"]),
          Self.stage("more", ["use.txt", "own.txt"]),
          Self.stage("last", ["own.txt"], needs: ["more"]), Self.stage("apart", ["own.txt"]),
          Self.stage("same", ["choice.txt"]),
        ]
      ],
      builtins: ["ask": BuiltinStage(name: "ask", parameters: [], steps: [Ask()])]
    )
    try fixture.write("1", to: "offer.txt")
    try fixture.write("1", to: "own.txt")
    try #require(try fixture.run().outcome == .done)
    try fixture.write("{}", to: "ask.json")
    for file in ["offer.txt", "own.txt"] { try fixture.write("22", to: file) }
    return fixture
  }

  @Test func `a plan holds up exactly what a run blocks, and by the same`() throws {
    let fixture = try fixture()
    let plan = try fixture.plan()
    #expect(plan.doable.keys.map(\.description) == ["apart/main"])
    let waiting = plan.entries.compactMap { entry in
      entry.reasons.last { $0.cause == .waitsFor }.map {
        "\(entry.stage)/\(entry.item) \($0.new ?? "")"
      }
    }
    let summary = try fixture.run()
    #expect(summary.outcome == .awaiting)
    #expect(fixture.ran == ["apart/main"])
    #expect(waiting == summary.blocked.map { "\($0.key) \($0.by)" })
    #expect(waiting == ["use/main select/choice", "more/main use/main", "last/main use/main"])
  }

  @Test func `an explanation leads to the decision, through files and through needs`() throws {
    let fixture = try fixture()
    let more = try fixture.explanation(of: ItemKey(stage: "more", item: "main"))
    #expect(more?.chain.map(\.stage) == ["more", "use", "select"])
    let last = try fixture.explanation(of: ItemKey(stage: "last", item: "main"))
    #expect(last?.chain.map(\.stage) == ["last", "use", "select"])
    #expect(last?.chain.last?.reasons == [StaleReason(.decisionNeeded, input: "which")])
    #expect(last?.stages == ["select", "use", "last"])
  }
}
