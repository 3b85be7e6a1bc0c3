import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import MediaFixtures
import Testing

@Suite struct FolderTests {
  /// As `cutroom validate FOLDER` does.
  private func check(_ folder: String, _ depth: GateDepth = .normal) throws -> ValidationReport {
    let guest = try Workspace.guest(folder)
    let ledger = try ProjectLedger.load(guest)
    return try Gate(
      project: guest,
      ledger: ledger,
      media: workers,
      scope: GateScope.ofFolder(guest),
      keepsMemories: false
    ).check(depth: depth)
  }

  /// Every file below a folder with its times.
  private func listing(_ folder: Folder, _ place: String = "") throws -> [String: FileFacts] {
    var found: [String: FileFacts] = [:]
    for entry in try folder.entries() {
      found[place + entry.name] = try folder.facts(entry.name)
      guard entry.kind == .directory else { continue }
      found.merge(try listing(folder.folder(entry.name), "\(place)\(entry.name)/")) { $1 }
    }
    return found
  }

  @Test(arguments: [GateDepth.quick, .normal, .deep])
  func `a project in a folder of its own is judged by its tree, and nothing is written`(
    _ depth: GateDepth
  ) async throws {
    let project = try ProjectOnDisk(try await SmallProject())
    // A copy of a project brings its own `.cutroom` along.
    try project.record(["topics/selected.json"], stage: "select")
    let folder = try Folder.open(project.root)
    let before = try listing(folder)
    try #require(before[".cutroom/journal.jsonl"] != nil)
    let report = try check(project.root, depth)
    // Nobody has measured it yet, and a quick check does not.
    #expect(report.findings.map(\.rule) == (depth == .quick ? ["media-unchecked"] : []))
    #expect(try listing(folder) == before)
  }

  @Test func `a fault of such a project is found`() async throws {
    let project = try ProjectOnDisk(try await SmallProject(clip: .faststartHalf))
    try project.project.tree.root.removeTree(".cutroom")
    try project.change("scripts/tags.json") { $0["segments"] = 5 }
    #expect(
      try check(project.root).findings.map(\.rule) == ["media-truncated", "document-invalid"]
    )
  }

  @Test func `a folder of media is judged file by file`() async throws {
    let folder = try TemporaryFolder()
    let root = try Folder.open(folder.path)
    let fixtures: [(Fixture, String)] = [
      (.faststart, "good.mp4"), (.faststartHalf, "clips/half.mp4"), (.html, "page.MP4"),
      (.narrationMp3, "voice.wav"), (.zero, "nothing.jpg"), (.anamorphic, "wide.mp4"),
      (.testCard, "card.jpg"), (.html, "notes.txt"),
    ]
    _ = try root.makeFolder("clips")
    for (fixture, name) in fixtures {
      let bytes = try Descriptor.openForReading(await MediaFixtures.shared.path(fixture))
        .readAll(limit: 64 << 20)
      try root.createFile(name, mode: 0o600).writeAll(bytes)
    }
    let before = try listing(root)
    let report = try check(folder.path)
    #expect(
      report.findings.map { "\($0.severity) \($0.rule) \($0.path)" } == [
        "error media-truncated clips/half.mp4", "error media-empty nothing.jpg",
        "error media-undecodable page.MP4", "error media-extension-mismatch voice.wav",
        "warning pixel-aspect wide.mp4",
      ]
    )
    #expect(report.findings.allSatisfy { !$0.hint.contains("cutroom") })
    #expect(try listing(root) == before)
  }
}
