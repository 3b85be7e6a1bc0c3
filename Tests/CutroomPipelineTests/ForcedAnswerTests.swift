import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Testing

/// Since when answers of providers count for an item.
@Suite struct ForcedAnswerTests {
  /// Notes since when answers count for it, and fails where it is told to.
  private struct Asker: StageStep {
    let told: Locked<[Int64?]>
    let isFailing: Locked<Bool>
    let reads: [PathPattern] = []
    let writes: [PathPattern] = [PathPattern("made.txt")].compactMap(\.self)

    func items(_ scope: StageScope) throws -> [ItemSpec] {
      [ItemSpec(id: "main", inputs: [], outputs: [try #require(ProjectPath("made.txt"))])]
    }

    func run(_ item: ItemSpec, _ bench: Workbench) throws -> ItemResult {
      told.withLock { $0.append(bench.answersSince) }
      if isFailing.withLock({ $0 }) { throw ItemFault("down", "the service is down") }
      try bench.create(item.outputs[0]).writeAll(Array("made".utf8))
      return ItemResult(outputs: item.outputs)
    }
  }

  @Test func `what a forced run begins is gone on with`() throws {
    let asker = Asker(told: Locked([]), isFailing: Locked(false))
    let fixture = try EngineFixture(
      ["stages": [["id": "s", "uses": "asker"]]],
      builtins: ["asker": BuiltinStage(name: "asker", parameters: [], steps: [asker])]
    )
    try fixture.run()
    asker.isFailing.withLock { $0 = true }
    let before = SystemClock.real.now()
    try fixture.run { $0.force = true }
    asker.isFailing.withLock { $0 = false }
    let state = try ProjectLedger.load(fixture.project).state
    let failed = try #require(state.runs.last)
    try fixture.run { $0.goOn(with: failed) }
    try fixture.run { $0.force = true }
    let told = asker.told.withLock { $0 }
    try #require(told.count == 4)
    #expect(told[0] == nil)
    let begun = try #require(told[1])
    #expect(begun >= before && begun == failed.startedAt)
    #expect(told[2] == begun)
    #expect(try #require(told[3]) > begun)
  }
}
