import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import Glibc
import Testing

/// A small project written into a workspace of its own.
final class ProjectOnDisk {
  let folder: TemporaryFolder
  let project: Project
  private static let createdAt = Instant(microseconds: 1_700_000_000_000_000)

  init(_ small: SmallProject, isAhead: Bool = true) throws {
    folder = try TemporaryFolder()
    let pipeline: JSONValue = [
      "kind": "pipeline", "version": "1.0", "stages": [["id": "tags", "uses": "tags"]],
    ]
    // A clock that is ahead lets a look at a file be trusted without waiting for it to settle.
    let real = SystemClock.real
    let ahead = SystemClock(now: { real.now() + 1_000_000 }, monotonic: real.monotonic)
    let workspace = try Workspace.create(
      folder.path,
      pipeline: pipeline,
      clock: isAhead ? ahead : real
    )
    let id = try #require(ProjectID("sandy"))
    project = try workspace.createProject(id: id, title: "Dunes")
    try write(small)
  }

  var root: String { "\(folder.path)/public/projects/sandy" }

  func path(_ name: String) throws -> ProjectPath { try #require(ProjectPath(name)) }

  // MARK: - Spoiling

  func put(_ name: String, _ bytes: [UInt8]) throws {
    let path = try path(name)
    let folder = try project.tree.makeFolder(path.folder)
    try folder.remove(path.name)
    try folder.createFile(path.name, mode: 0o666).writeAll(bytes)
  }

  func put(_ name: String, text: String) throws { try put(name, Array(text.utf8)) }

  func bytes(_ name: String) throws -> [UInt8] {
    try #require(try project.tree.read(path(name), limit: 64 << 20))
  }

  func remove(_ name: String) throws {
    let path = try path(name)
    try project.tree.folder(path.folder)?.remove(path.name)
  }

  /// Changes a document by its JSON.
  func change(_ name: String, _ body: (inout JSONValue) -> Void) throws {
    var value = try JSONReader.read(bytes(name))
    body(&value)
    try put(name, DocumentCoding.bytes(value))
  }

  func cut(_ name: String, toPercent percent: Int) throws {
    let whole = try bytes(name)
    try put(name, Array(whole.prefix(whole.count * percent / 100)))
  }

  func link(_ name: String, to target: String) throws {
    try #require(symlink(target, "\(root)/\(name)") == 0)
  }

  /// Records files as the outputs of an item, as the engine does.
  func record(
    _ names: [String],
    stage: String,
    item: String = "all",
    decisions: [Decision] = [],
    acceptedBecause: String? = nil
  ) throws {
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    var outputs: [OutputRecord] = []
    for name in names {
      let path = try path(name)
      let size = try #require(try project.tree.facts(path)).size
      guard case .file(let content, let value) = try session.memo.read(path, in: project.tree)
      else { continue }
      outputs.append(OutputRecord(path: path, content: content, value: value, size: size))
    }
    let record = ItemRecord(
      key: ItemKey(stage: stage, item: item),
      fingerprint: Fingerprint(parts: []),
      outputs: outputs,
      decisions: decisions,
      run: "run",
      at: 0,
      milliseconds: 1,
      acceptedBecause: acceptedBecause
    )
    try session.record([.committed(record)], durable: true)
    try session.close()
  }

  /// Has an item leave the pipeline.
  func forget(_ item: String, of stage: String) throws {
    let (session, _) = try ProjectSession.open(project, command: "test", patience: .none)
    try session.record([.forgotten(ItemKey(stage: stage, item: item))], durable: true)
    try session.close()
  }

  // MARK: - Checking

  func gate(scope: GateScope = .project, measuring: Bool = true) throws -> Gate {
    let ledger = try ProjectLedger.load(project)
    return Gate(project: project, ledger: ledger, media: measuring ? workers : nil, scope: scope)
  }

  func check(
    _ depth: GateDepth = .normal,
    profile: ValidationProfile = .standard
  ) throws -> ValidationReport {
    try gate().check(depth: depth, profile: profile)
  }

  /// Checks as `cutroom validate` does: what was hashed is known to the next check.
  func checkAndLearn(
    _ depth: GateDepth = .normal,
    profile: ValidationProfile = .standard
  ) throws -> ValidationReport {
    let ledger = try ProjectLedger.load(project)
    let gate = Gate(project: project, ledger: ledger, media: workers)
    let report = try gate.check(depth: depth, profile: profile)
    try ledger.save(project)
    return report
  }

  /// What a check finds, with what it was found by.
  func examine(_ depth: GateDepth = .normal) throws -> GateResult {
    try gate().examine(depth: depth) { _ in }
  }

  // MARK: - Writing

  private func write(_ small: SmallProject) throws {
    try put("topics/discovered.json", small.discovered)
    try put("topics/selected.json", small.selected)
    try put("topics/refined.json", small.refined)
    try put("scripts/dunes.json", small.script)
    try put("scripts/tags.json", small.tags)
    for (media, sidecar) in [
      (small.image, small.imageSidecar), (small.clip, small.clipSidecar),
    ] {
      let place = sidecar.file.hasSuffix(".mp4") ? "videos" : "images"
      let suffix = place == "videos" ? "mp4" : small.imageSuffix
      try put("assets/\(place)/\(media.digest).\(suffix)", media.bytes)
      try put("assets/\(place)/\(media.digest).metadata.json", sidecar)
    }
    for (segment, take) in zip(["dunes-01", "dunes-02"], small.takes) {
      try put("assets/audio/\(segment).mp3", small.take.bytes)
      try put("assets/audio/\(segment).timestamps.json", take)
    }
    try put("assets/music/breeze.mp3", small.track.bytes)
    try put("assets/music/breeze.metadata.json", small.trackSidecar)
    try put("timeline.json", small.timeline)
    if let report = small.report {
      try put("renders/video.mp4", small.clip.bytes)
      try put("renders/video.report.json", report)
    }
  }

  func put<D: Document>(_ name: String, _ document: D) throws {
    let value = try DocumentCoding.value(document, createdAt: Self.createdAt)
    try put(name, DocumentCoding.bytes(value))
  }
}
