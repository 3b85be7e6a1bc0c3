import CutroomModel

/// The file system has less room than the render is likely to need.
struct DiskSpace: Rule {
  static let id = "disk-space"
  static let severity = Finding.Severity.error
  static let meaning = "the file system has less room than the render is likely to need"

  static func cure(project: String) -> String {
    "Make room on the disk, or move the workspace to another; then: cutroom render \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    Self.findings(needing: evidence.documents.timeline.map { Self.estimate($0.content) }, evidence)
  }

  /// The same where of the timeline nothing is known but the bytes that a render of it needs.
  static func findings(needing needed: Double?, _ evidence: Evidence) -> [Finding] {
    guard let free = evidence.freeBytes, let needed, Double(free) < needed else { return [] }
    let message = "About \(amount(needed)) are needed, \(amount(Double(free))) are free"
    return [DiskSpace().finding(evidence, at: "renders", message)]
  }

  /// A generous guess in bytes: a tenth of a bit for each pixel and sound at 192 kbit/s, twice,
  /// because the new video is whole before the old one goes.
  static func estimate(_ timeline: Timeline) -> Double {
    let pixels = Double(timeline.width) * Double(timeline.height)
    let frames = Double(max(0, timeline.durationInFrames))
    let seconds = frames * Double(timeline.fps.den) / Double(timeline.fps.num)
    return max(0, pixels * frames / 80 + seconds * 24_000) * 2
  }

  private static func amount(_ bytes: Double) -> String {
    let (unit, size) = bytes < 10_000_000 ? ("kB", 1000.0) : ("MB", 1_000_000.0)
    guard let count = Int64(exactly: (bytes / size).rounded(.up)) else { return "more than exists" }
    return "\(count) \(unit)"
  }
}
