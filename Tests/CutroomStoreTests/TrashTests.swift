import CutroomModel
import CutroomStore
import Testing

@Suite struct TrashTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  @Test func `a deleted project comes back whole`() throws {
    try kept.put(timeline("mine"), at: "timeline.json")
    _ = try kept.session().moveToTrash()
    #expect(try kept.workspace.projectIDs() == [])
    #expect(try kept.workspace.deletedProjects().map(\.description) == ["p"])
    let back = try kept.workspace.undelete("p")
    let path = try #require(ProjectPath("timeline.json"))
    #expect(try back.json(path)?["title"] == "mine")
    #expect(try kept.workspace.deletedProjects() == [])
    #expect(try ProjectSession.open(back, command: "t", patience: .none).report.isEmpty)
  }

  @Test func `a project is not brought back over another of its id`() throws {
    _ = try kept.session().moveToTrash()
    _ = try kept.workspace.createProject(id: kept.project.id, title: "another")
    #expect(throws: StoreError.self) { try kept.workspace.undelete("p") }
    #expect(try kept.workspace.deletedProjects().map(\.description) == ["p"])
  }

  @Test func `of two deleted projects with one id the later comes back first`() throws {
    _ = try kept.session().moveToTrash()
    kept.letPass(days: 1)
    let second = try kept.workspace.createProject(id: kept.project.id, title: "second")
    _ = try ProjectSession.open(second, command: "t", patience: .none).session.moveToTrash()
    #expect(ListedTitle.of(try kept.workspace.undelete("p")) == "second")
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
