import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct TrashTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  @Test func `a deleted project comes back whole`() throws {
    try kept.put(timeline("mine"), at: "timeline.json")
    _ = try kept.session().moveToTrash()
    #expect(try kept.workspace.projectIDs() == [])
    #expect(try kept.workspace.trash().map(\.id.description) == ["p"])
    let back = try kept.undelete()
    let path = try #require(ProjectPath("timeline.json"))
    #expect(try back.json(path)?["title"] == "mine")
    #expect(try kept.workspace.trash().map(\.id) == [])
    #expect(try ProjectSession.open(back, command: "t", patience: .none).report.isEmpty)
  }

  @Test func `a project is not brought back over another of its id`() throws {
    _ = try kept.session().moveToTrash()
    _ = try kept.workspace.createProject(id: kept.project.id, title: "another")
    #expect(throws: StoreError.self) { try kept.undelete() }
    #expect(try kept.workspace.trash().map(\.id.description) == ["p"])
  }

  @Test func `of two deleted projects with one id the later comes back first`() throws {
    _ = try kept.session().moveToTrash()
    kept.letPass(days: 1)
    let second = try kept.workspace.createProject(id: kept.project.id, title: "second")
    _ = try ProjectSession.open(second, command: "t", patience: .none).session.moveToTrash()
    #expect(ListedTitle.of(try kept.undelete()) == "second")
  }

  @Test func `each of several deleted projects can be chosen, and come back under another id`()
    throws
  {
    let other = try #require(ProjectID("q"))
    let key = ItemKey(stage: "stage", item: "a")
    try kept.work { session in
      let failure = ItemFailure(
        code: "x",
        message: "y",
        isRetryable: false,
        log: ".cutroom/p/logs/r/a.log"
      )
      try session.record([.failed(key, failure, run: "r", at: 5)], durable: true)
    }
    _ = try kept.session().moveToTrash()
    kept.letPass(days: 1)
    let second = try kept.workspace.createProject(id: kept.project.id, title: "second")
    _ = try ProjectSession.open(second, command: "t", patience: .none).session.moveToTrash()
    let deleted = try kept.workspace.trash(of: kept.project.id)
    #expect(try deleted.map { ListedTitle.of(try kept.workspace.project($0)) } == ["second", "P"])
    #expect(deleted[0].deletedAt > deleted[1].deletedAt)
    let back = try kept.workspace.undelete(deleted[1], as: other)
    #expect(ListedTitle.of(back) == "P")
    #expect(try back.json(try #require(ProjectPath("metadata.json")))?["projectId"] == "q")
    let (session, report) = try ProjectSession.open(back, command: "t", patience: .none)
    #expect(report.isEmpty)
    #expect(session.withState { $0.failures[key]?.failure.message } == "y")
    #expect(session.withState { $0.failures[key]?.failure.log } == nil)
    try session.close()
    #expect(try kept.workspace.trash() == [deleted[0]])
  }

  @Test func `a project whose new id was taken meanwhile comes back as what it was`() throws {
    let other = try #require(ProjectID("q"))
    _ = try kept.session().moveToTrash()
    let deleted = try #require(try kept.workspace.trash().first)
    // As a crash between the two steps leaves it.
    let aside = try kept.workspace.project(deleted)
    let bytes = try aside.tree.root.openFile("metadata.json").readAll(limit: 1 << 20)
    let renamed = String(decoding: bytes, as: UTF8.self).replacing("\"p\"", with: "\"q\"")
    try aside.tree.root.remove("metadata.json")
    let file = try aside.tree.root.createFile("metadata.json", mode: 0o644)
    try file.writeAll(Array(renamed.utf8))
    _ = try kept.workspace.createProject(id: other, title: "Q")
    #expect(throws: StoreError.self) { try kept.undelete(as: other) }
    let back = try kept.undelete()
    #expect(try back.json(try #require(ProjectPath("metadata.json")))?["projectId"] == "p")
  }

  @Test func `a project that another session holds is not deleted`() throws {
    let holder = try kept.session()
    #expect(throws: StoreError.self) { try kept.session().moveToTrash() }
    #expect(try kept.workspace.projectIDs() == [kept.project.id])
    try holder.close()
  }

  @Test func `who waited for a project that was deleted meanwhile is told so`() throws {
    let stale = try kept.workspace.project("p")
    _ = try kept.session().moveToTrash()
    #expect(throws: StoreError.self) {
      try ProjectSession.open(stale, command: "t", patience: .none)
    }
  }
}

private enum ListedTitle {
  static func of(_ project: Project) -> String? {
    guard let path = ProjectPath("metadata.json") else { return nil }
    return (try? project.json(path))?["title"]?.string
  }
}
