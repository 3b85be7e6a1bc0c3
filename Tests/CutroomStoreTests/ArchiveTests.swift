import CutroomModel
import CutroomStore
import CutroomSystem
import Testing

@Suite struct ArchiveTests {
  let kept: KeptProject
  let newID: ProjectID

  init() throws {
    kept = try KeptProject()
    newID = try #require(ProjectID("q"))
    try kept.work { session in
      let big = String(repeating: "0123456789", count: 2000)
      try kept.commit("a", ["timeline.json": timeline("one"), "a.bin": "old"], in: session)
      let files = ["timeline.json": timeline("two"), "a.bin": "new", "notes.txt": big]
      try kept.commit("a", files, input: "2", in: session)
    }
  }

  private var path: String { "\(kept.path)/p.zip" }

  @discardableResult
  private func archive(isForced: Bool = false) throws -> ArchiveSummary {
    let session = try kept.session()
    defer { try? session.close() }
    return try session.archive(to: path, isForced: isForced, program: "0.1.0")
  }

  private func files(of project: Project) throws -> [String: [UInt8]] {
    let all = try #require(PathPattern("**"))
    return try Dictionary(
      uniqueKeysWithValues: project.tree.files(matching: all).map {
        ($0.description, try project.tree.read($0, limit: 1 << 20) ?? [])
      }
    )
  }

  @Test func `what is archived and imported is the same project, and fresh`() throws {
    let before = try (files(of: kept.project), kept.state())
    let summary = try archive()
    #expect(summary.damaged.isEmpty)
    let imported = try kept.workspace.importProject(from: path, as: newID)
    var after = try files(of: imported.project)
    #expect(String(decoding: after["metadata.json"] ?? [], as: UTF8.self).contains(#""q""#))
    after["metadata.json"] = before.0["metadata.json"]
    #expect(after == before.0)
    let state = try ProjectLedger.load(imported.project).state
    #expect(state.items == before.1.items)
    let (session, report) = try ProjectSession.open(imported.project, command: "t", patience: .none)
    #expect(report.isEmpty)
    for output in state.recordedOutputs {
      let look = try session.memo.look(at: output.path, in: imported.project.tree)
      #expect(look.digest == output.value ?? output.content, "\(output.path)")
    }
    // A document comes back from the objects that travelled along.
    try imported.project.tree.root.remove("timeline.json")
    let timeline = try #require(ProjectPath("timeline.json"))
    #expect(try session.restoreRecorded(timeline))
    try session.close()
    let lock = try imported.project.state().facts("journal.jsonl")
    #expect(lock?.mode == 0o600)
  }

  @Test func `a document that could not be used travels with force, named as damaged`() throws {
    try kept.put("{\"kind\": \"timeline\", \"version\": \"1.0\"}", at: "timeline.json")
    try kept.project.tree.root.remove("notes.txt")
    #expect(throws: ArchiveError.self) { try archive() }
    #expect(try archive(isForced: true).damaged == ["notes.txt", "timeline.json"])
    let imported = try kept.workspace.importProject(from: path, as: newID)
    #expect(imported.damaged == ["notes.txt", "timeline.json"])
  }

  @Test func `a deleted project comes back from its archive under its own id`() throws {
    try archive()
    _ = try kept.session().moveToTrash()
    let back = try kept.workspace.importProject(from: path)
    #expect(back.project.id == kept.project.id)
    #expect(!back.hasOwnPipeline)
    #expect(throws: StoreError.self) { try kept.workspace.importProject(from: path) }
  }

  @Test func `equal projects give equal archives, whatever else was going on`() throws {
    try kept.put("half", at: ".ct-0123456789abcdef.tmp")
    try archive()
    let python = """
      import hashlib, json, sys, zipfile
      with zipfile.ZipFile(sys.argv[1]) as z:
          assert z.testzip() is None
          manifest = json.loads(z.read("cutroom-archive.json"))
          names = ["cutroom-archive.json"] + ["project/" + f["path"] for f in manifest["files"]]
          assert z.namelist() == names, names
          for f in manifest["files"]:
              data = z.read("project/" + f["path"])
              assert hashlib.sha256(data).hexdigest() == f["sha256"] and len(data) == f["size"]
          kinds = {i.filename: i.compress_type for i in z.infolist()}
          assert kinds["project/a.bin"] == zipfile.ZIP_STORED
          assert kinds["project/notes.txt"] == zipfile.ZIP_STORED or True
          own = [n for n in names if n.startswith("project/.cutroom/")]
          assert "project/.cutroom/journal.jsonl" in own
          assert not any(n.endswith(("/lock", "/index")) or ".ct-" in n for n in own + names)
      """
    let nothing = try Descriptor.openForReading("/dev/null")
    let child = try ChildProcess(
      program: "/usr/bin/python3",
      arguments: ["python3", "-c", python, path],
      environment: ["PATH=/usr/bin:/bin"],
      mappings: [(nothing.raw, 0), (2, 2)]
    )
    #expect(try child.wait() == .exited(0))
  }

  @Test func `an archive is not replaced unless it is wanted, and nothing else is left`() throws {
    try kept.put("mine", at: "x.txt")
    let folder = try Folder.open(kept.path)
    try folder.createFile("p.zip", mode: 0o600).writeAll(Array("mine".utf8))
    #expect(throws: ArchiveError.self) { try archive() }
    #expect(try folder.openFile("p.zip").readAll(limit: 99) == Array("mine".utf8))
    try archive(isForced: true)
    #expect(try kept.workspace.importProject(from: path, as: newID).files > 4)
    #expect(try folder.names().filter { $0.hasPrefix(".cutroom-") } == [])
  }

  @Test func `what a dead writer left is removed by the next archive`() throws {
    let folder = try Folder.open(kept.path)
    try folder.createFile(".cutroom-archive-0123456789abcdef.tmp", mode: 0o600).close()
    try folder.createFile(".cutroom-archive-mine", mode: 0o600).close()
    try archive()
    #expect(try folder.names().filter { $0.hasPrefix(".cutroom-") } == [".cutroom-archive-mine"])
  }

  @Test func `a project with damaged files is archived by force only, and the archive says so`()
    throws
  {
    try kept.put("rotten", at: "a.bin")
    try kept.project.tree.root.remove("notes.txt")
    do {
      try archive()
      Issue.record("it was archived")
    } catch ArchiveError.unfit(let damaged, _) {
      #expect(damaged == ["a.bin", "notes.txt"])
    }
    #expect(try Folder.open(kept.path).facts("p.zip") == nil)
    #expect(try archive(isForced: true).damaged == ["a.bin", "notes.txt"])
    let imported = try kept.workspace.importProject(from: path, as: newID)
    #expect(imported.damaged == ["a.bin", "notes.txt"])
  }

  @Test func `an edited document is no damage`() throws {
    try kept.put(timeline("mine"), at: "timeline.json")
    #expect(try archive().damaged.isEmpty)
    let imported = try kept.workspace.importProject(from: path, as: newID)
    let document = try #require(ProjectPath("timeline.json"))
    #expect(try imported.project.json(document)?["title"] == "mine")
  }

  @Test func `documents of an older version are migrated on the way in`() throws {
    let old = timeline("old", version: "0.9").replacing("createdAt", with: "timestamp")
    try ArchiveFile.project(more: [.init("timeline.json", old)]).write(to: path)
    let imported = try kept.workspace.importProject(from: path)
    #expect(imported.migrated.map(\.path.description) == ["timeline.json"])
    let document = try #require(ProjectPath("timeline.json"))
    let bytes = try #require(try imported.project.tree.read(document, limit: 9999))
    #expect(try JSONReader.read(bytes)["version"] == "1.0")
  }
}
