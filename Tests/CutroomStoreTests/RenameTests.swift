import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct RenameTests {
  let kept: KeptProject
  let newID: ProjectID

  init() throws {
    kept = try KeptProject()
    newID = try #require(ProjectID("q"))
  }

  /// A project with a document, a superseded asset and a replaced one that nobody had recorded.
  private func work() throws {
    try kept.work { session in
      try kept.commit("a", ["timeline.json": timeline("one"), "a.bin": "old"], in: session)
      let new = ["timeline.json": timeline("two"), "a.bin": "new"]
      try kept.commit("a", new, input: "2", in: session)
    }
  }

  private func state(of project: Project) throws -> ProjectState {
    try ProjectLedger.load(project).state
  }

  @Test func `a renamed project has all that it had, and nothing counts as edited`() throws {
    try work()
    let before = try kept.state()
    let renamed = try kept.session().rename(to: newID)
    let after = try state(of: renamed)
    #expect(try kept.workspace.projectIDs() == [newID])
    #expect(after.items == before.items)
    #expect(after.superseded == before.superseded)
    #expect(try kept.workspace.controlFolder().names().filter { $0 != "swept" } == ["q"])
    let metadata = try #require(ProjectPath("metadata.json"))
    #expect(try renamed.json(metadata)?["projectId"] == "q")
    let backup = try renamed.tree.read(
      try #require(ProjectPath("metadata.json.backup.1")),
      limit: 999
    )
    #expect(String(decoding: backup ?? [], as: UTF8.self).contains(#""projectId": "p""#))
    let (session, report) = try ProjectSession.open(renamed, command: "t", patience: .none)
    #expect(report.isEmpty)
    guard case .file(_, let value) = try session.memo.look(at: metadata, in: renamed.tree) else {
      Issue.record("metadata.json is gone")
      return
    }
    #expect(value == after.files[metadata]?.value)
    let old = try #require(after.superseded.values.first?.first)
    #expect(session.reader.canRestore(old))
    try session.close()
  }

  @Test func `a rename that fails at its end is a rename, and the next command ends it`() throws {
    try work()
    let superseded = try kept.project.control("superseded").names()
    let control = try kept.workspace.controlFolder()
    try control.createFile("q", mode: 0o600).close()
    var faults = 0
    let renamed = try kept.session().rename(to: newID) { _ in faults += 1 }
    #expect(faults == 1)
    #expect(try kept.workspace.projectIDs() == [newID])
    try control.remove("q")
    let (session, report) = try ProjectSession.open(renamed, command: "next", patience: .none)
    try session.close()
    #expect(report.isMoveSettled)
    #expect(try renamed.control("superseded").names() == superseded)
    #expect(try renamed.state().facts("moving") == nil)
  }

  @Test func `an id that is taken stops a rename, and nothing has moved`() throws {
    try work()
    _ = try kept.workspace.createProject(id: newID, title: "other")
    let before = try kept.project.control("superseded").names()
    #expect(throws: StoreError.self) { try kept.session().rename(to: newID) }
    #expect(try kept.workspace.projectIDs() == [kept.project.id, newID])
    #expect(try kept.project.control("superseded").names() == before)
  }

  @Test func `deleted projects stay under the id that they had`() throws {
    _ = try kept.session().moveToTrash()
    let second = try kept.workspace.createProject(id: kept.project.id, title: "second")
    try second.control("trash").createFile("0001-a.bin", mode: 0o600).close()
    _ = try ProjectSession.open(second, command: "t", patience: .none).session.rename(to: newID)
    #expect(try kept.workspace.trash().map(\.id) == [kept.project.id])
    #expect(try kept.workspace.controlFolder().folder("q/trash").names() == ["0001-a.bin"])
    _ = try kept.undelete()
    #expect(try kept.workspace.projectIDs() == [kept.project.id, newID])
  }

  @Test func `what the new id left behind earlier is kept too`() throws {
    let first = try kept.workspace.createProject(id: newID, title: "first")
    try first.control("logs/r0").createFile("x.log", mode: 0o600).close()
    _ = try ProjectSession.open(first, command: "t", patience: .none).session.moveToTrash()
    try kept.project.control("logs/r1").createFile("y.log", mode: 0o600).close()
    _ = try kept.session().rename(to: newID)
    #expect(try kept.workspace.controlFolder().folder("q/logs").names() == ["r0", "r1"])
    #expect(try kept.workspace.trash().map(\.id) == [newID])
  }

  @Test func `a recorded failure names its log where it now lies`() throws {
    let key = ItemKey(stage: "stage", item: "a")
    try kept.work { session in
      let failure = ItemFailure(
        code: "x",
        message: "m",
        isRetryable: true,
        log: ".cutroom/p/logs/r1/a.log"
      )
      try session.record([.failed(key, failure, run: "r1", at: 5)], durable: true)
    }
    let renamed = try kept.session().rename(to: newID)
    #expect(try state(of: renamed).failures[key]?.failure.log == ".cutroom/q/logs/r1/a.log")
    #expect(try state(of: renamed).failures[key]?.at == 5)
  }

  @Test(arguments: [false, true])
  func `a rename that was cut short is ended by the next command`(isMoved: Bool) throws {
    try work()
    let superseded = try kept.project.control("superseded").names()
    #expect(!superseded.isEmpty)
    // As a death between gathering and settling leaves it, before or after the one rename.
    let control = try kept.workspace.controlFolder()
    let moving = try kept.project.state().makeFolder("moving", mode: 0o700)
    try control.folder("p").rename("superseded", to: "superseded", in: moving)
    let projects = try control.folder("p").names().isEmpty ? nil : control
    #expect(projects != nil)
    if isMoved {
      let projects = try #require(try kept.workspace.tree.folder("public/projects"))
      try projects.rename("p", to: "q")
      kept.workspace.tree.forget()
    }
    let name = isMoved ? "q" : "p"
    let project = try kept.workspace.project(name)
    let (session, report) = try ProjectSession.open(project, command: "next", patience: .none)
    try session.close()
    #expect(report.isMoveSettled)
    #expect(try project.control("superseded").names() == superseded)
    #expect(try project.state().facts("moving") == nil)
    let metadata = try #require(ProjectPath("metadata.json"))
    #expect(try project.json(metadata)?["projectId"]?.string == name)
  }
}
