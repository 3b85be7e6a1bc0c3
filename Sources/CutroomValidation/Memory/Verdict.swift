import CutroomModel
import CutroomStore
import FoundationEssentials

/// What the last check of a whole project found: `.cutroom/verdict`, good for as long as no file of
/// the project is another.
///
/// It may be deleted at any time; the next check makes it again.
struct Verdict: Codable, Equatable {
  private static let name = "verdict"
  private static let largest = 256 << 20

  /// The state of the project's files that was judged.
  var stamp: Digest
  var depth: GateDepth
  /// What the rules found, before a profile and waivers are applied.
  var findings: [Finding]
  var waivers: [Waiver]
  /// The bytes that a render is likely to need; nil without a timeline.
  var roomNeeded: Double?

  /// Takes what counts out of a check of the state that `stamp` tells.
  init(_ evidence: Evidence, findings: [Finding], stamp: TreeStamp) {
    self.stamp = stamp.digest
    depth = evidence.depth
    self.findings = findings.filter {
      !Self.judgedAnew.contains($0.rule) && !$0.path.hasPrefix(Self.ownFiles)
    }
    waivers = evidence.documents.waivers?.content.waivers ?? []
    roomNeeded = evidence.documents.timeline.map { DiskSpace.estimate($0.content) }
  }

  /// The store's own files are none that the stamp tells of.
  private static let ownFiles = ".cutroom/"

  /// What depends on more than the project's files, or is not looked at by a quick check.
  private static let judgedAnew: Set = [
    ControlDamaged.id, DiskSpace.id, StageStale.id, WaiverExpired.id,
  ]

  /// The findings of now: what was found then, and what the clock and the disk say.
  func findings(for project: ProjectID, at now: Instant, freeBytes: Int64?) -> [Finding] {
    var evidence = Evidence(project: project, scope: .project, depth: .quick)
    evidence.now = now
    evidence.freeBytes = freeBytes
    return findings + WaiverExpired.findings(waivers, evidence)
      + DiskSpace.findings(needing: roomNeeded, evidence)
  }

  /// The verdict that is kept, where no file of the project is another than then.
  static func standing(of project: Project) -> Verdict? {
    guard let path = ProjectPath(".cutroom/\(name)"),
      let bytes = try? project.tree.read(path, limit: largest),
      let line = SealedLine.text(of: bytes.dropLast()),
      let verdict = try? JSONDecoder().decode(Verdict.self, from: Data(line)),
      (try? TreeStamp.take(of: project))?.digest == verdict.stamp
    else { return nil }
    return verdict
  }

  /// Keeps the verdict, where there is a control folder; a failure is no error.
  func keep(in project: Project) {
    guard let folder = try? project.tree.folder(".cutroom"),
      let line = try? JSONEncoder().encode(self)
    else { return }
    let bytes = SealedLine.make(Array(line))
    try? FileWriter(folder: folder).replacePassing(Self.name, bytes: bytes, mode: 0o600)
  }
}
