import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc
import Testing

@Suite struct CopyTests {
  let kept: KeptProject
  let newID: ProjectID

  init() throws {
    kept = try KeptProject()
    newID = try #require(ProjectID("q"))
    try kept.work { session in
      try kept.commit("a", ["timeline.json": timeline("one"), "a.bin": "old"], in: session)
      try kept.commit("a", ["timeline.json": timeline("two"), "a.bin": "new"], in: session)
    }
  }

  private func copy() throws -> (project: Project, leftOut: [LeftOut]) {
    let session = try kept.session()
    defer { try? session.close() }
    return try session.copy(to: newID)
  }

  @Test func `a copy has the documents, the assets, the backups and what is done`() throws {
    let copy = try copy().project
    let before = try kept.state()
    let after = try ProjectLedger.load(copy).state
    #expect(after.items == before.items)
    #expect(after.runs == before.runs)
    for name in ["timeline.json", "timeline.json.backup.1", "a.bin"] {
      let path = try #require(ProjectPath(name))
      #expect(try copy.tree.read(path, limit: 999) == kept.project.tree.read(path, limit: 999))
    }
    let (session, report) = try ProjectSession.open(copy, command: "t", patience: .none)
    #expect(report.isEmpty)
    for output in after.recordedOutputs {
      let look = try session.memo.look(at: output.path, in: copy.tree)
      #expect(look.digest == output.value ?? output.content, "\(output.path)")
    }
    try session.close()
    let metadata = try #require(ProjectPath("metadata.json"))
    #expect(try copy.json(metadata)?["projectId"] == "q")
    #expect(try kept.json("metadata.json")?["projectId"] == "p")
  }

  @Test func `a copy shares no inode with what it was made from`() throws {
    let copy = try copy().project
    for name in ["a.bin", "timeline.json", ".cutroom/journal.jsonl"] {
      let path = try #require(ProjectPath(name))
      let (old, new) = try (kept.project.tree.facts(path), copy.tree.facts(path))
      #expect(old?.inode != new?.inode)
      #expect(new?.links == 1)
      #expect(old?.mode == new?.mode)
    }
  }

  @Test func `trash, superseded outputs, attempts and writes under way stay behind`() throws {
    try kept.put("half", at: ".ct-0123456789abcdef.tmp")
    let copy = try copy().project
    #expect(try kept.workspace.controlFolder().names().filter { $0 != "swept" } == ["p"])
    #expect(try !copy.tree.root.names().contains { $0.hasPrefix(".ct-") })
  }

  @Test func `links and other things that are no files are named`() throws {
    let root = kept.project.tree.root
    #expect(symlinkat("/etc/hostname", root.raw, "link.txt") == 0)
    #expect(mkfifoat(root.raw, "pipe", 0o600) == 0)
    let (project, leftOut) = try copy()
    #expect(leftOut.map(\.path) == ["link.txt", "pipe"])
    #expect(try !project.tree.root.names().contains("link.txt"))
  }

  @Test func `an id that is taken stops a copy, and no draft is left`() throws {
    _ = try kept.workspace.createProject(id: newID, title: "other")
    #expect(throws: StoreError.self) { try copy() }
    #expect(try kept.workspace.controlFolder().names().filter { $0 != "swept" } == ["p"])
  }

  @Test func `a draft whose maker died is removed by the next command of any project`() throws {
    let control = try kept.workspace.controlFolder()
    try control.makeFolder("creating-0123456789abcdef/assets").createFile("a", mode: 0o600).close()
    try kept.work { _ in }
    #expect(try control.names().filter { $0 != "swept" } == ["p"])
  }
}
