import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

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
    let session = try kept.session()
    try kept.put(old, at: "timeline.json")
    let pending = try kept.project.pendingMigrations()
    #expect(pending.map(\.path.description) == ["timeline.json"])
    #expect(pending.map(\.from) == ["0.9"])
    try session.migrate(pending)
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
    let session = try kept.session()
    try kept.put(old, at: "timeline.json")
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
    let session = try kept.session()
    try kept.put(old, at: "timeline.json")
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

extension ProjectMigrationTests {
  private func putOld(_ session: ProjectSession, _ names: [String]) throws {
    for name in names { try kept.put(old, at: name) }
  }

  @Test func `a migration that was killed half-way is finished by the next`() throws {
    let session = try kept.session()
    let names = ["scripts/a.json", "scripts/b.json", "timeline.json"]
    try putOld(session, names)
    let pending = try kept.project.pendingMigrations()
    try session.migrate(Array(pending.prefix(1)))
    #expect(try kept.project.pendingMigrations().map(\.path.description) == Array(names[1...]))
    try session.migrate(kept.project.pendingMigrations())
    #expect(try kept.project.pendingMigrations() == [])
    for name in names {
      #expect(try kept.text("\(name).backup.1") == old)
      #expect(try kept.text("\(name).backup.2") == nil)
    }
  }

  @Test func `without room for all of it nothing is migrated`() throws {
    let session = try kept.session()
    try putOld(session, ["scripts/a.json", "timeline.json"])
    let records = session.withState { $0.recordCount }
    let error = #expect(throws: StoreError.self) {
      try session.migrate(kept.project.pendingMigrations(), free: 20_000)
    }
    guard case .noRoom(_, let needed, 20_000)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(needed > 20_000)
    #expect(try kept.text("timeline.json") == old)
    #expect(session.withState { $0.recordCount } == records)
  }

  @Test func `the command after an upgrade migrates by itself, with a backup`() throws {
    try kept.put(old, at: "timeline.json")
    let (session, report) = try ProjectSession.open(kept.project, command: "t", patience: .none)
    #expect(report.migrated.map(\.path.description) == ["timeline.json"])
    #expect(try kept.text("timeline.json.backup.1") == old)
    try session.close()
  }

  @Test func `an old document that a session meets later is migrated too`() throws {
    try kept.work { _ in }
    let (session, report) = try ProjectSession.open(kept.project, command: "t", patience: .none)
    #expect(report.migrated.isEmpty)
    try kept.put(old, at: "timeline.json")
    #expect(try session.migrateMet().isEmpty)
    let path = try #require(ProjectPath("timeline.json"))
    for _ in 0..<2 { _ = try session.memo.look(at: path, in: kept.project.tree) }
    #expect(try session.migrateMet().map(\.path) == [path])
    _ = try session.memo.look(at: path, in: kept.project.tree)
    #expect(try session.migrateMet().isEmpty)
  }

  @Test func `a broken or newer document does not keep the others old`() throws {
    try kept.put(old, at: "timeline.json")
    try kept.put("{", at: "scripts/a.json")
    try kept.put(timeline("x", version: "9.0"), at: "validation.json")
    let (session, report) = try ProjectSession.open(kept.project, command: "t", patience: .none)
    #expect(report.migrated.map(\.path.description) == ["timeline.json"])
    #expect(try kept.text("scripts/a.json") == "{")
    #expect(throws: StoreError.self) { try kept.project.pendingMigrations() }
    try session.close()
  }

  @Test func `a project goes back to 0.9 whole and comes up again, nothing changed`() throws {
    try kept.work { session in
      _ = try session.replaceDocument(try #require(ProjectPath("timeline.json"))) { _ in
        try DocumentBytes(Array(timeline("x").utf8), at: #require(ProjectPath("timeline.json")))
      }
    }
    let before = try #require(try kept.json("timeline.json"))
    try kept.work { session in
      let pending = try kept.project.pendingMigrations(to: "0.9")
      #expect(pending.map(\.path.description) == ["metadata.json", "timeline.json"])
      try session.migrate(pending)
      let written = try JSONReader.read(Array(#require(try kept.text("timeline.json")).utf8))
      #expect(written["version"] == "0.9")
      #expect(written["kind"] == nil)
      #expect(written["timestamp"] == before["createdAt"])
      #expect(try kept.project.pendingMigrations(to: "0.9") == [])
    }
    let path = try #require(ProjectPath("metadata.json"))
    try kept.work { session in
      // Still what was recorded: digests are of the current form.
      #expect(try !session.restoreRecorded(path))
      try session.migrate(kept.project.pendingMigrations())
      // The bytes are other than before, and known: nobody is told of a rewritten document.
      let recorded = try #require(session.withState { $0.recordedOutput(at: path) })
      let look = try session.memo.look(at: path, in: kept.project.tree)
      #expect(look == .file(content: recorded.content, value: recorded.value))
    }
    let after = try #require(try kept.json("timeline.json"))
    #expect(DocumentCoding.digest(after) == DocumentCoding.digest(before))
    #expect(after["createdAt"] == before["createdAt"])
  }

  @Test func `what 0.9 has no place for keeps the whole project as it is`() throws {
    try kept.put(timeline("x"), at: "timeline.json")
    let full = timeline("y").replacing("\"visuals\"", with: "\"metadata\": {\"a\": 1}, \"visuals\"")
    try kept.put(full, at: "validation.json".replacing("validation", with: "timeline"))
    let error = #expect(throws: StoreError.self) { try kept.project.pendingMigrations(to: "0.9") }
    guard case .wouldLose("timeline.json", "0.9", let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("metadata"))
  }
}
