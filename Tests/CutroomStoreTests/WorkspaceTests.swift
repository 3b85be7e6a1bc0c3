import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct WorkspaceTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  @Test func `a workspace is found from any folder inside`() throws {
    let inside = kept.project.tree.root.join("scripts")
    #expect(try Workspace.find(from: inside).path == kept.path)
    #expect(try Workspace.find(from: kept.path).path == kept.path)
    #expect(throws: StoreError.self) { try Workspace.find(from: "/") }
  }

  @Test func `making a workspace twice keeps what is there`() throws {
    _ = try Workspace.create(kept.path, pipeline: ["stages": ["other"]])
    let bytes = try Folder.open(kept.path).openFile("pipeline.json").readAll(limit: 1000)
    #expect(try JSONReader.read(bytes) == ["stages": []])
    #expect(try kept.workspace.projectIDs().map(\.description) == ["p"])
  }

  @Test func `a folder without a pipeline is no workspace`() throws {
    #expect(throws: StoreError.self) { try Workspace.open(kept.project.tree.root.path) }
  }

  @Test func `control folders are private, documents follow the umask`() throws {
    let root = kept.project.tree.root
    #expect(try root.facts(".cutroom")?.mode == 0o700)
    #expect(try kept.workspace.tree.root.facts(".cutroom")?.mode == 0o700)
    #expect(try root.folder(".cutroom").facts("objects")?.mode == 0o700)
    #expect(try root.folder(".cutroom").facts("journal.jsonl")?.mode == 0o600)
  }

  @Test(arguments: ["..", "../p", "p/../p", "/etc", "P", "", "p\0", ".cutroom", "p/.cutroom", "*"])
  func `a hostile name opens no project`(name: String) {
    #expect(throws: StoreError.self) { try kept.workspace.project(name) }
  }

  @Test func `an unknown project is told with those there are`() {
    let error = #expect(throws: StoreError.self) { try kept.workspace.project("q") }
    guard case .unknownProject("q", ["p"])? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file or a link in the projects' folder is no project`() throws {
    let projects = try kept.workspace.tree.makeFolder("public/projects")
    try projects.createFile("file", mode: 0o644).close()
    _ = try? projects.folder("..")
    #expect(try kept.workspace.projectIDs().map(\.description) == ["p"])
    #expect(throws: (any Error).self) { try kept.workspace.project("file") }
  }

  @Test(.timeLimit(.minutes(1)))
  func `one of eight who make the same project wins`() throws {
    let id = try #require(ProjectID("race"))
    let outcomes = Locked<[String]>([])
    let path = kept.path
    let threads = try (0..<8).map { number in
      try WorkThread {
        var outcome = "made"
        do {
          // Each comes as a process of its own would, with nothing shared.
          _ = try Workspace.open(path).createProject(id: id, title: "\(number)")
        } catch StoreError.projectExists {
          outcome = "exists"
        } catch { outcome = "\(error)" }
        outcomes.withLock { $0.append(outcome) }
      }
    }
    for thread in threads { thread.join() }
    #expect(outcomes.withLock { $0.sorted() } == Array(repeating: "exists", count: 7) + ["made"])
    let names = try kept.workspace.controlFolder().names()
    #expect(names.allSatisfy { !$0.hasPrefix("creating-") })
    let (session, report) = try ProjectSession.open(
      kept.workspace.project("race"),
      command: "test",
      patience: .none
    )
    #expect(report.isEmpty)
    try session.close()
  }

  @Test func `a draft that a dead maker left is swept, one in work is not`() throws {
    let control = try kept.workspace.controlFolder()
    _ = try control.makeFolder("creating-0123456789abcdef/topics")
    let inWork = try control.makeFolder("creating-fedcba9876543210")
    #expect(try inWork.tryLock())
    _ = try kept.workspace.createProject(id: #require(ProjectID("next")), title: "N")
    #expect(
      try control.names().filter { $0.hasPrefix("creating-") } == ["creating-fedcba9876543210"]
    )
  }
}
