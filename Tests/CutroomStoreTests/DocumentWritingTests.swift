import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// Read, change and write in one turn.
@Suite struct DocumentWritingTests {
  let kept: KeptProject
  let metadata: ProjectPath

  init() throws {
    kept = try KeptProject()
    metadata = try #require(ProjectPath("metadata.json"))
  }

  @Test func `an update keeps what it does not touch, and leaves a backup and a record`() throws {
    let before = try #require(try kept.text("metadata.json"))
    try kept.work { session in
      #expect(try session.update(metadata) { $0.with("mine", ["a": [1]]) })
      let first = try #require(try kept.json("metadata.json"))
      #expect(try session.update(metadata) { $0.with("title", "New").with("createdAt", "never") })
      let second = try #require(try kept.json("metadata.json"))
      #expect(second["title"] == "New")
      #expect(second["mine"] == ["a": [1]])
      #expect(second["createdAt"] == first["createdAt"])
      #expect(try kept.text("metadata.json.backup.2") == before)
      #expect(session.withState { $0.files[metadata]?.value } == DocumentCoding.digest(second))
    }
    // It is what was recorded: nobody's edit.
    try kept.work { session in
      let isChanged = try session.restoreRecorded(metadata)
      #expect(!isChanged)
    }
  }

  @Test func `an equal value written ten times writes nothing and rotates nothing`() throws {
    let session = try kept.session()
    try kept.put("{\"title\": \"P\",\"n\":1}", at: "notes.json")
    let notes = try #require(ProjectPath("notes.json"))
    let before = try kept.project.tree.facts(notes)
    for _ in 0..<10 { #expect(try !session.update(notes) { $0.with("n", 1) }) }
    #expect(try kept.project.tree.facts(notes) == before)
    #expect(try kept.names().filter { $0.hasPrefix("notes") } == ["notes.json"])
  }

  @Test func `an editor that comes in between is not overwritten`() throws {
    let session = try kept.session()
    try kept.put("{\"n\": 1}", at: "notes.json")
    let notes = try #require(ProjectPath("notes.json"))
    let error = #expect(throws: StoreError.self) {
      try session.update(notes) { value in
        try kept.put("{\"n\": 7}", at: "notes.json")
        return value.with("n", 2)
      }
    }
    guard case .changed("notes.json")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try kept.text("notes.json") == "{\"n\": 7}")
    #expect(try kept.leftovers() == [])
  }

  static let unsayable: [JSONValue] = [
    .number(.nan), .number(.infinity), .object(["deep": .number(-.infinity)]),
  ]

  @Test(arguments: unsayable)
  func `what JSON cannot say is refused before anything is written`(value: JSONValue) throws {
    let session = try kept.session()
    let before = try kept.text("metadata.json")
    #expect(throws: StoreError.self) { try session.update(metadata) { $0.with("x", value) } }
    #expect(throws: StoreError.self) { try session.update(metadata) { $0.with("kind", "script") } }
    #expect(try kept.text("metadata.json") == before)
    #expect(try kept.text("metadata.json.backup.1") == nil)
  }

  @Test func `a document that cannot be read is not updated`() throws {
    try kept.put("{ \"n\": 1, }", at: "notes.json")
    let notes = try #require(ProjectPath("notes.json"))
    #expect(throws: StoreError.self) { try kept.session().update(notes) { $0.with("n", 2) } }
    #expect(try kept.text("notes.json") == "{ \"n\": 1, }")
  }

  @Test func `a corrupt live file never pushes good backups out`() throws {
    let session = try kept.session()
    let path = try #require(ProjectPath("timeline.json"))
    for version in ["one", "two"] {
      _ = try session.replaceDocument(path) { _ in
        try DocumentBytes(Array(timeline(version).utf8), at: path)
      }
    }
    for version in 1...5 {
      try kept.put("corrupt \(version)", at: "timeline.json")
      _ = try session.replaceDocument(path) { _ in
        try DocumentBytes(Array(timeline("after \(version)").utf8), at: path)
      }
    }
    #expect(try kept.text("timeline.json.backup.1") == timeline("one"))
    #expect(try kept.names().filter { $0.contains(".corrupt-") }.count == 5)
    #expect(try kept.text("timeline.json") == timeline("after 5"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `threads of several processes that count lose no count`() async throws {
    // An exit test's process learns by its environment where to count.
    setenv(Counting.variable, kept.path, 1)
    try kept.put("{\"n\": 0}", at: "count.json")
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          await #expect(processExitsWith: .success) { try Counting.work() }
        }
      }
    }
    #expect(try kept.json("count.json")?["n"] == 36)
  }
}

private enum Counting {
  static let variable = "CUTROOM_TESTS_COUNT_IN"

  /// Two sessions, one after the other, with three threads each that count to two.
  static func work() throws {
    let path = try #require(ThisProcess.environment(variable))
    let project = try Workspace.open(path).project("p")
    let count = try #require(ProjectPath("count.json"))
    for _ in 0..<2 {
      let (session, _) = try ProjectSession.open(project, command: "count", patience: .endless)
      let threads = try (0..<3).map { _ in
        try WorkThread {
          for _ in 0..<2 {
            _ = try? session.update(count) { value in
              value.with("n", .integer((value?["n"]?.integer ?? 0) + 1))
            }
          }
        }
      }
      for thread in threads { thread.join() }
      try session.close()
    }
  }
}

extension JSONValue? {
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
    (self ?? [:]).with(name, value)
  }
}

extension JSONValue {
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
    var changed = self
    changed[name] = value
    return changed
  }
}
