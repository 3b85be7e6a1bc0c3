import CutroomModel
import CutroomSystem
import Glibc
import Testing

@testable import CutroomStore

/// That a preview tells what a repair does, and that it does nothing itself.
@Suite struct RepairTests {
  let kept: KeptProject

  init() throws { kept = try KeptProject() }

  /// A project that a dead run left in every way at once.
  private func ruin() throws {
    let session = try kept.session()
    let run = RunRecord(
      id: "r1",
      command: "run p",
      pid: 1,
      host: "h",
      startedAt: 1,
      selection: [:]
    )
    try session.record([.runStarted(run)], durable: true)
    try kept.commit("a", ["a.json": "{\"n\": 1}", "a.bin": "one"], in: session)
    try kept.commit("a", ["a.json": "{\"n\": 2}", "a.bin": "two"], input: "2", in: session)
    try kept.commit("gone", ["gone.bin": "gone"], in: session)
    let produced = try kept.finished("b", ["b.json": "{\"b\": 1}", "b.bin": "b"])
    try kept.produce(produced, in: session)
    let lost = try kept.finished("c", ["c.1.bin": "one", "c.2.bin": "two"])
    try kept.produce(lost, in: session)
    try kept.project.control("attempts").remove(ProjectSession.readyName(lost.attempt, 1))
    let started = StartedItem(
      key: ItemKey(stage: "stage", item: "d"),
      run: "r1",
      attempt: "r1-d",
      at: 1
    )
    try session.record([.started(started)], durable: true)
    _ = try kept.project.control("attempts").makeFolder("r1-d/deep")
    try kept.put("bad", at: "a.json")
    try kept.project.tree.root.remove("gone.bin")
    try kept.put("half", at: "scripts/.ct-0123456789abcdef.tmp")
    try kept.put("half", at: ".cutroom/.ct-0123456789abcdef.tmp")
    try kept.put(
      "{\"version\": \"0.9\", \"stages\": []}",
      at: "pipeline.json"
    )
    let old = "{\"version\":\"0.9\",\"projectId\":\"p\",\"title\":\"P\",\"status\":\"initialized\"}"
    try kept.put(old, at: "metadata.json")
    let scripts = try kept.project.tree.makeFolder("scripts")
    try kept.put("{\"live\": 1}", at: "scripts/x.json")
    try scripts.link("x.json", to: "x.json.backup.1")
    let journal = try kept.project.state().openAppending(Journal.name, mode: 0o600)
    try journal.writeAll(Array("{\"crc\":\"00000000\",\"type\":\"bad\"}\n{\"torn".utf8))
  }

  /// Every name below the workspace with its inode, size and times.
  private func everything() throws -> [String: FileFacts] {
    func look(_ folder: Folder, _ path: String, _ found: inout [String: FileFacts]) throws {
      for name in try folder.names() {
        guard let facts = try folder.facts(name) else { continue }
        found["\(path)/\(name)"] = facts
        if facts.kind == .directory { try look(try folder.folder(name), "\(path)/\(name)", &found) }
      }
    }
    var found: [String: FileFacts] = [:]
    try look(kept.workspace.tree.root, "", &found)
    return found
  }

  private func repair() throws -> RecoveryReport {
    var (session, report) = try ProjectSession.open(
      kept.project,
      command: "repair",
      patience: .none,
      thoroughness: .repair
    )
    try session.repair(&report)
    try session.close()
    return report
  }

  @Test func `a preview changes nothing and tells exactly what a repair does`() throws {
    try ruin()
    let before = try everything()
    let preview = try Workspace.open(kept.path).project("p").previewRepair()
    #expect(try everything() == before)
    var report = try repair()
    #expect(report.damagedKeptAs != nil)
    report.damagedKeptAs = nil
    for index in report.restored.indices { report.restored[index].kept = nil }
    #expect(preview == report)
  }

  @Test func `each thing that a dead run left is told by its name`() throws {
    try ruin()
    let report = try kept.project.previewRepair()
    #expect(report.rolledForward.map(\.description) == ["stage/b"])
    #expect(report.discarded.map(\.description) == ["stage/c", "stage/d"])
    #expect(report.crashedRuns == ["r1"])
    #expect(report.tornBytes == 6)
    #expect(report.damagedRecords == 1)
    #expect(report.migrated.map(\.path.description) == ["metadata.json", "pipeline.json"])
    #expect(report.restored.map(\.path.description) == ["a.json"])
    #expect(report.lost.map(\.description) == ["gone.bin"])
    #expect(report.leftovers.contains("public/projects/p/scripts/.ct-0123456789abcdef.tmp"))
    #expect(report.leftovers.contains("public/projects/p/scripts/x.json.backup.1"))
    #expect(report.leftovers.contains(".cutroom/p/attempts/r1-d"))
  }

  @Test func `after a repair nothing is to repair`() throws {
    try ruin()
    _ = try repair()
    var again = try kept.project.previewRepair()
    #expect(again.lost.map(\.description) == ["gone.bin"])
    again.lost = []
    #expect(again.isEmpty)
    #expect(try kept.leftovers() == [])
    #expect(try kept.text("a.json") == "{\"n\": 2}")
    #expect(try kept.text("b.bin") == "b")
    #expect(try kept.text("scripts/x.json") == "{\"live\": 1}")
  }

  @Test func `a temporary that a reader is writing stays, one of a dead reader goes`() throws {
    let state = try kept.project.state()
    let live = try state.createFile(".ct-00000000000000aa.tmp", mode: 0o600)
    #expect(try live.tryLock())
    try state.createFile(".ct-00000000000000bb.tmp", mode: 0o600).close()
    let report = try kept.recover()
    #expect(report.leftovers == ["public/projects/p/.cutroom/.ct-00000000000000bb.tmp"])
    #expect(try state.facts(".ct-00000000000000aa.tmp") != nil)
  }

  @Test func `a journal cannot name an attempt outside of its folder`() throws {
    let precious = "\(kept.path)/precious.txt"
    try kept.workspace.tree.root.createFile("precious.txt", mode: 0o644).writeAll([1])
    do {
      let session = try kept.session()
      let item = ItemRecord(
        key: ItemKey(stage: "stage", item: "x"),
        fingerprint: kept.fingerprint("1"),
        outputs: [],
        run: "r1",
        at: 1,
        milliseconds: 1
      )
      try session.record([.produced(item, attempt: "../../../precious.txt")], durable: true)
    }
    _ = try? kept.recover()
    #expect(access(precious, F_OK) == 0)
  }

  @Test func `no descriptor left is an error and no reason to repair`() async {
    await #expect(processExitsWith: .success) {
      let kept = try KeptProject()
      let path = try #require(ProjectPath("metadata.json"))
      let session = try kept.session()
      let output = try #require(session.withState { $0.files[path] })
      let before = try kept.names()
      let text = try kept.text("metadata.json")
      var limit = rlimit()
      getrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit)
      var low = limit
      low.rlim_cur = 3
      setrlimit(CInt(RLIMIT_NOFILE.rawValue), &low)
      var failure: SystemError?
      do { _ = try session.restore(output) } catch { failure = error as? SystemError }
      setrlimit(CInt(RLIMIT_NOFILE.rawValue), &limit)
      #expect(failure?.code == .tooManyOpenFiles)
      #expect(try kept.names() == before)
      #expect(try kept.text("metadata.json") == text)
    }
  }
}
