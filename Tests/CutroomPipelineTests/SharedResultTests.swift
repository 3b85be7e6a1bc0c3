import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import Testing

/// Results of items that one project made and another one takes out of the cache.
@Suite struct SharedResultTests {
  private static let script =
    "echo ${item.id} >> ${workspace}/ran; printf '%s' '${item.json}' > ${output}; "
    + "printf 'sound of ${item.id}' > ${outputs.1}"

  /// A stage with an item for each line of `in.json`, that leaves a line for each time it runs.
  private static let pipeline: JSONValue = [
    "stages": [
      [
        "id": "make", "share": true,
        "foreach": ["json": "in.json", "pointer": "/lines", "id": "/id"],
        "run": ["sh", "-c", .string(script)],
        "outputs": ["out/${item.id}.json", "out/${item.id}.bin"],
      ]
    ]
  ]

  private let home: EngineFixture
  private let first: EngineFixture

  init() throws {
    home = try EngineFixture(Self.pipeline)
    first = try EngineFixture("first", beside: home)
    try Self.fill(first)
  }

  private static func fill(_ fixture: EngineFixture) throws {
    try fixture.write(#"{"lines": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}"#, to: "in.json")
  }

  private func another(_ id: String) throws -> EngineFixture {
    let other = try EngineFixture(id, beside: home)
    try Self.fill(other)
    return other
  }

  private var timesRun: Int {
    get throws {
      let path = try #require(ProjectPath("ran"))
      let lines = try home.workspace.tree.read(path, limit: 1 << 16) ?? []
      return lines.count { $0 == 0x0A }
    }
  }

  @Test func anotherProjectTakesWhatOneMade() throws {
    #expect(try first.run().ran == 2)
    let second = try another("second")
    #expect(try second.plan().pending.map(\.action) == [.restore, .restore])
    let summary = try second.run()
    #expect(summary.outcome == .done)
    #expect(summary.restored == 2)
    #expect(try timesRun == 2)
    #expect(try second.read("out/b.bin") == "sound of b")
    #expect(try second.read("out/a.json")?.contains("\"n\"") == true)
    // It is the project's own from now on.
    #expect(try second.run().skipped == 2)
  }

  @Test func aProjectThatIsMadeAgainAsksForNothing() throws {
    try first.run()
    let (session, _) = try ProjectSession.open(first.project, command: "test", patience: .none)
    _ = try session.moveToTrash()
    let again = try another("first")
    #expect(try again.run().restored == 2)
    #expect(try timesRun == 2)
  }

  @Test func anotherInputIsAnotherResult() throws {
    try first.run()
    let second = try another("second")
    try second.write(#"{"lines": [{"id": "a", "n": 1}, {"id": "b", "n": 3}]}"#, to: "in.json")
    let summary = try second.run()
    #expect(summary.restored == 1)
    #expect(second.ran == ["make/b"])
  }

  @Test func anotherProgramOfTheSameNameIsAnotherMaker() throws {
    let pipeline: JSONValue = [
      "stages": [
        ["id": "tool", "share": true, "run": ["sh", "tool.sh", "${output}"], "outputs": ["t.txt"]]
      ]
    ]
    try first.define(pipeline)
    try first.write("printf one > \"$1\"", to: "tool.sh")
    try first.run()
    let second = try another("second")
    try second.define(pipeline)
    try second.write("printf two > \"$1\"", to: "tool.sh")
    #expect(try second.run().ran == 1)
    #expect(try second.read("t.txt") == "two")
    let third = try another("third")
    try third.define(pipeline)
    try third.write("printf two > \"$1\"", to: "tool.sh")
    #expect(try third.run().restored == 1)
  }

  @Test func whatIsNotToBeSharedIsNot() throws {
    let pipeline: JSONValue = [
      "stages": [["id": "tool", "run": ["cp", "in.json", "${output}"], "outputs": ["t.txt"]]]
    ]
    try first.define(pipeline)
    try first.run()
    let second = try another("second")
    try second.define(pipeline)
    try second.write("{}", to: "in.json")
    #expect(try second.run().ran == 1)
    #expect(try second.read("t.txt") == "{}")
  }

  /// An archive of somebody else's cache may say anything.
  @Test func aKeptResultGoesNowhereElse() throws {
    try first.run()
    let cache = try home.workspace.cache(limits: CacheLimits())
    for entry in try cache.list() {
      let hit = try #require(try cache.find(entry.key))
      let files = try hit.files.map { CacheContent.File(.bytes(try $0.bytes()), ending: "json") }
      let about: JSONValue = ["outputs": ["pipeline.json", "out/x.bin"], "decisions": []]
      _ = try cache.insert(CacheContent(files, about: about), under: entry.key, replacing: true)
    }
    let second = try another("second")
    #expect(try second.run().ran == 2)
    #expect(try second.read("pipeline.json") == nil)
  }

  @Test func whatIsDamagedInTheCacheRunsAgain() throws {
    try first.run()
    let items = try home.workspace.tree.root.folder("cache/items")
    for name in try items.names() {
      let entry = try items.folder(name)
      for file in try entry.names() where file.hasPrefix("data-1") {
        try entry.remove(file)
        try entry.createFile(file, mode: 0o644).writeAll(Array("sound of x".utf8))
      }
    }
    let second = try another("second")
    let summary = try second.run()
    #expect(summary.outcome == .done)
    #expect(summary.ran == 2)
    #expect(try second.read("out/a.bin") == "sound of a")
  }

  @Test func whatIsForcedRunsAndReplacesWhatWasKept() throws {
    try first.run()
    #expect(try first.run { $0.force = true }.ran == 2)
    #expect(try timesRun == 4)
    #expect(try another("second").run().restored == 2)
  }

  @Test func editsOfOneProjectStayThere() throws {
    try first.run()
    let second = try another("second")
    try second.run()
    try second.write(#"{"id": "a", "n": 99}"#, to: "out/a.json")
    #expect(try first.read("out/a.json")?.contains("99") == false)
    #expect(try first.run().skipped == 2)
  }

  // MARK: - What may have been bought

  private func leavePurchase(isIdempotent: Bool = false, job: String? = nil) throws -> CacheKey {
    let entry = try #require(try first.plan().pending.first { $0.item == "a" })
    let fingerprint = try #require(entry.fingerprint)
    let request = CacheKey(kind: .tts, digest: Digest(sha256: Array("request".utf8)))
    let (session, _) = try ProjectSession.open(first.project, command: "test", patience: .none)
    let purchase = PurchaseIntent(
      key: ItemKey(stage: "make", item: "a"),
      fingerprint: fingerprint.digest,
      request: request,
      provider: "voices",
      isIdempotent: isIdempotent,
      job: job,
      at: 1
    )
    try session.record([.asked(purchase)], durable: true)
    try session.close()
    return request
  }

  @Test func whatMayHaveBeenBoughtWaitsForAPerson() throws {
    _ = try leavePurchase()
    let plan = try first.plan()
    #expect(plan.pending.map(\.action) == [.await, .run])
    #expect(plan.pending[0].reasons.first?.cause == .purchaseUndecided)
    let summary = try first.run()
    #expect(summary.outcome == .awaiting)
    #expect(first.ran == ["make/b"])
    #expect(try first.run { $0.isResubmitting = true }.outcome == .done)
    #expect(first.ran == ["make/a"])
    // What is committed is settled.
    #expect(try first.run { $0.force = true }.outcome == .done)
  }

  @Test func whatCanBeAskedAboutDoesNotWait() throws {
    _ = try leavePurchase(isIdempotent: true)
    #expect(try first.plan().pending.map(\.action) == [.run, .run])
    _ = try leavePurchase(job: "job-1")
    #expect(try first.plan().pending.map(\.action) == [.run, .run])
  }

  @Test func whatIsInTheCacheIsNoQuestion() throws {
    let request = try leavePurchase()
    let cache = try home.workspace.cache(limits: CacheLimits())
    _ = try cache.insert(CacheContent(.bytes([1, 2, 3]), ending: "mp3"), under: request)
    #expect(try first.plan().pending.map(\.action) == [.run, .run])
    #expect(try first.run().outcome == .done)
  }

  @Test func anotherRequestOfTheItemIsNotHeldUp() throws {
    _ = try leavePurchase()
    try first.write(#"{"lines": [{"id": "a", "n": 5}, {"id": "b", "n": 2}]}"#, to: "in.json")
    #expect(try first.run().outcome == .done)
  }
}
