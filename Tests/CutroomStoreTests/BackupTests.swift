import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
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
    try kept.put(timeline("one").replacing(" ", with: "\n"), at: "timeline.json")
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    #expect(try !kept.session().restore(#require(backups().first)))
    #expect(try backups().count == 1)
  }

  @Test func `a document of a newer program makes room for an earlier one, and is kept`() throws {
    try kept.put(timeline("new", version: "9.0"), at: "timeline.json")
    try kept.put(timeline("one"), at: "timeline.json.backup.1")
    #expect(try kept.session().restore(#require(backups().first)))
    #expect(try kept.text("timeline.json") == timeline("one"))
    #expect(try kept.text("timeline.json.backup.1") == timeline("new", version: "9.0"))
    #expect(try kept.text("timeline.json.backup.2") == timeline("one"))
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

  private func commit(_ number: Int) throws {
    try kept.work { session in
      try kept.commit(
        "x",
        ["timeline.json": timeline("\(number)")],
        input: "\(number)",
        in: session
      )
    }
  }

  @Test func `the end of a session that committed removes what is old, never the newest`() throws {
    for number in 1...4 { try commit(number) }
    try kept.put("my film", at: "assets/videos/my.backup.mp4")
    try kept.put("mine", at: "notes.json.backup.1")
    #expect(try backups().count == 3)
    kept.letPass(days: 6)
    try kept.work { try kept.commit("y", ["y.json": "{}"], in: $0) }
    #expect(try backups().count == 3)
    kept.letPass(days: 2)
    try kept.work { try kept.commit("y", ["y.json": "[]"], input: "2", in: $0) }
    #expect(try backups().map(\.path) == ["timeline.json.backup.1"])
    #expect(try kept.text("timeline.json.backup.1") == timeline("3"))
    #expect(try kept.text("assets/videos/my.backup.mp4") == "my film")
    #expect(try kept.text("notes.json.backup.1") == "mine")
  }

  @Test func `touching a backup makes it no younger`() throws {
    for number in 1...4 { try commit(number) }
    kept.letPass(days: 8)
    for generation in 1...3 {
      utimensat(kept.project.tree.root.raw, "timeline.json.backup.\(generation)", nil, 0)
    }
    let state = try kept.state()
    let ages = try kept.project.backups(recorded: [], replacedAt: state.replacedAt).map(\.keptAt)
    let item = try #require(state[ItemKey(stage: "stage", item: "x")])
    #expect(ages.first == item.at)
    #expect(try kept.session().pruneBackups(days: 7).map(\.generation) == [2, 3])
  }

  @Test func `a backup that nothing could use is no valid one`() throws {
    try kept.put("{\"kind\": \"timeline\", \"version\": \"1.0\"}", at: "timeline.json.backup.1")
    try kept.put(timeline("two"), at: "timeline.json.backup.2")
    #expect(try backups().map(\.isValid) == [false, true])
    #expect(try backups().first?.fault?.contains("has no member") == true)
  }

  @Test func `a burst of saves leaves a week of history in the objects`() throws {
    let session = try kept.session()
    for number in 1...20 {
      try kept.commit("x", ["a.json": "{\"n\": \(number)}"], input: "\(number)", in: session)
    }
    try session.close()
    // Twenty versions and the project's metadata.
    #expect(try kept.names(".cutroom/objects").count == 21)
  }
}
