import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct ProjectMigrationTests {
  let kept: KeptProject
  let old = """
    {"version": "0.9", "timestamp": "2020-05-01T00:00:00Z", "title": "T", "mine": {"a": [1]}}

    """

  init() throws { kept = try KeptProject() }

  /// The output of an item that a program of the old version committed, and one made from it.
  func recordOldWork(_ session: ProjectSession) throws -> (made: ItemKey, user: ItemKey) {
    let path = try #require(ProjectPath("timeline.json"))
    let digest = DocumentCoding.digest(try JSONReader.read(Array(old.utf8)))
    let made = ItemKey(stage: "timeline", item: "all")
    let user = ItemKey(stage: "render", item: "video")
    let output = OutputRecord(
      path: path,
      content: Digest(sha256: Array(old.utf8)),
      value: digest,
      size: Int64(old.utf8.count)
    )
    let part = Fingerprint.Part(name: path.description, digest: digest)
    try session.record(
      [
        .committed(item(made, Fingerprint(parts: []), [output])),
        .committed(item(user, Fingerprint(parts: [part]), [])),
      ],
      durable: true
    )
    return (made, user)
  }

  func item(_ key: ItemKey, _ print: Fingerprint, _ outputs: [OutputRecord]) -> ItemRecord {
    ItemRecord(
      key: key,
      fingerprint: print,
      outputs: outputs,
      run: "run-1",
      at: 1,
      milliseconds: 1
    )
  }

  @Test func `an old document is brought up, keeps what is unknown, and leaves a backup`() throws {
    try kept.put(old, at: "timeline.json")
    let pending = try kept.project.pendingMigrations()
    #expect(pending.map(\.path.description) == ["timeline.json"])
    #expect(pending.map(\.from) == ["0.9"])
    try kept.session().migrate(pending)
    let now = try JSONReader.read(Array(#require(try kept.text("timeline.json")).utf8))
    #expect(
      now == [
        "kind": "timeline", "version": "1.0", "createdAt": "2020-05-01T00:00:00Z",
        "metadata": [:], "title": "T", "mine": ["a": [1]],
      ]
    )
    #expect(try kept.text("timeline.json.backup.1") == old)
    #expect(try kept.project.pendingMigrations() == [])
  }

  @Test func `what was made from an old document stays what it was made from`() throws {
    try kept.put(old, at: "timeline.json")
    let session = try kept.session()
    let (made, user) = try recordOldWork(session)
    try session.migrate(kept.project.pendingMigrations())
    try session.close()
    let path = try #require(ProjectPath("timeline.json"))
    let live = try session.memo.read(path, in: kept.project.tree).digest
    let state = try ProjectLedger.load(kept.project).state
    #expect(live != nil)
    #expect(state[made]?.outputs.first?.value == live)
    #expect(state[user]?.fingerprint.parts.first?.digest == live)
  }

  @Test func `a crash after the records and before the files changes nothing either`() throws {
    try kept.put(old, at: "timeline.json")
    let session = try kept.session()
    let (made, _) = try recordOldWork(session)
    let pending = try kept.project.pendingMigrations()
    try session.migrate(pending)
    // The file as it was before: its record was made durable first.
    try kept.put(old, at: "timeline.json")
    let path = try #require(ProjectPath("timeline.json"))
    let live = try session.memo.read(path, in: kept.project.tree).digest
    #expect(session.item(made)?.outputs.first?.value == live)
    try session.migrate(kept.project.pendingMigrations())
    #expect(session.item(made)?.outputs.first?.value == live)
  }

  @Test func `a newer document refuses the whole project before anything is written`() throws {
    try kept.put(old, at: "timeline.json")
    try kept.put(timeline("x", version: "9.0"), at: "validation.json")
    #expect(throws: StoreError.self) { try kept.project.pendingMigrations() }
    #expect(try kept.text("timeline.json") == old)
  }

  @Test func `the workspace's own pipeline is migrated after a backup`() throws {
    let root = kept.workspace.tree.root
    try root.remove("pipeline.json")
    let text = "{\"version\": \"0.9\", \"stages\": []}"
    try root.createFile("pipeline.json", mode: 0o644).writeAll(Array(text.utf8))
    let pending = try #require(try kept.workspace.pendingPipelineMigration())
    try kept.workspace.migratePipeline(pending)
    #expect(try kept.workspace.pendingPipelineMigration() == nil)
    let path = try #require(ProjectPath("pipeline.json.backup.1"))
    #expect(try kept.workspace.tree.read(path, limit: 1000) == Array(text.utf8))
  }
}
