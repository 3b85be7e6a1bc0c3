import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct BackupTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  func backups() throws -> [Backup] { try kept.project.backups(recorded: []) }

  @Test func `backups are listed with their validity, and nobody else's files`() throws {
    try kept.put(timeline("live"), at: "timeline.json")
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    try kept.put("{\"kind\": ", at: "timeline.json.backup.2")
    try kept.put("{}", at: "timeline.json.backup.3")
    try kept.put("my film", at: "assets/videos/my.backup.mp4")
    try kept.put("{}", at: "notes.json.backup.1")
    try kept.put("x", at: "assets/timeline.json.backup.12")
    _ = try kept.project.tree.root.makeFolder("scripts/a.json.backup.1")
    let backups = try backups()
    #expect(
      backups.map(\.path) == [
        "timeline.json.backup.1", "timeline.json.backup.2", "timeline.json.backup.3",
      ]
    )
    #expect(backups.map(\.isValid) == [true, false, false])
  }

  @Test func `a recorded file of no known kind has backups too`() throws {
    try kept.put("{}", at: "notes.json.backup.1")
    let path = try #require(ProjectPath("notes.json"))
    #expect(try kept.project.backups(recorded: [path]).map(\.document) == [path])
  }

  @Test func `restoring keeps what it replaces`() throws {
    try kept.put(timeline("live"), at: "timeline.json")
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    try kept.put(timeline("two"), at: "timeline.json.backup.2")
    let session = try kept.session()
    #expect(try session.restore(#require(backups().last)))
    #expect(try kept.text("timeline.json") == timeline("two"))
    #expect(try kept.text("timeline.json.backup.1") == timeline("live"))
    #expect(try kept.text("timeline.json.backup.2") == timeline("one"))
    #expect(try kept.text("timeline.json.backup.3") == timeline("two"))
  }

  @Test func `restoring over bad bytes keeps them beside and rotates nothing`() throws {
    try kept.put("garbage", at: "timeline.json")
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    #expect(try kept.session().restore(#require(backups().first)))
    #expect(try kept.text("timeline.json") == timeline("one"))
    #expect(try kept.text("timeline.json.backup.1") == timeline("one"))
    let corrupt = try #require(try kept.names().first { $0.hasPrefix("timeline.json.corrupt-") })
    #expect(try kept.text(corrupt) == "garbage")
  }

  @Test func `restoring an equal value writes nothing`() throws {
    try kept.put(
      "{ \"title\":\"one\",\"version\":\"1.0\",\"kind\":\"timeline\"}",
      at: "timeline.json"
    )
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    #expect(try !kept.session().restore(#require(backups().first)))
    #expect(try backups().count == 1)
  }

  @Test func `a backup that is no document is not restored`() throws {
    try kept.put(timeline("live"), at: "timeline.json")
    try kept.put("{}", at: "timeline.json.backup.1")
    #expect(throws: StoreError.self) { try kept.session().restore(#require(backups().first)) }
    #expect(try kept.text("timeline.json") == timeline("live"))
  }

  @Test func `the recorded version comes back although every backup is gone`() throws {
    let session = try kept.session()
    let bytes = Array(timeline("recorded").utf8)
    let path = try #require(ProjectPath("timeline.json"))
    let value = DocumentCoding.digest(try Project.parse(bytes, path: path))
    let objects = ObjectStore(folder: try kept.project.state().folder("objects"))
    try objects.keep(bytes, digest: Digest(sha256: bytes))
    let output = OutputRecord(
      path: path,
      content: Digest(sha256: bytes),
      value: value,
      size: Int64(bytes.count)
    )
    try session.record([.wrote(output, at: 0)], durable: true)
    try kept.put(timeline("edited"), at: "timeline.json")
    #expect(try session.restoreRecorded(path))
    #expect(try kept.text("timeline.json") == timeline("recorded"))
    #expect(try kept.text("timeline.json.backup.1") == timeline("edited"))
    #expect(try !session.restoreRecorded(path))
  }

  @Test func `pruning takes what is older than the limit, never the newest valid one`() throws {
    try kept.put(timeline("live"), at: "timeline.json")
    try kept.put("broken", at: "timeline.json.backup.1")
    try kept.put(timeline("two"), at: "timeline.json.backup.2")
    try kept.put(timeline("three"), at: "timeline.json.backup.3")
    try kept.put("broken", at: "topics/selected.json.backup.1")
    try kept.put("my film", at: "assets/videos/my.backup.mp4")
    let session = try kept.session()
    #expect(try session.pruneBackups(days: 7) == [])
    kept.letPass(days: 8)
    let wanted = ["timeline.json.backup.1", "timeline.json.backup.3"]
    #expect(try session.pruneBackups(days: 7, isDryRun: true).map(\.path) == wanted)
    #expect(try backups().count == 4)
    #expect(try session.pruneBackups(days: 7).map(\.path) == wanted)
    #expect(
      try backups().map(\.path) == [
        "timeline.json.backup.2", "topics/selected.json.backup.1",
      ]
    )
    #expect(try kept.text("assets/videos/my.backup.mp4") == "my film")
  }
}
