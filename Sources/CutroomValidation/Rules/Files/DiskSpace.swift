import CutroomModel

/// The file system has less room than the render is likely to need.
struct DiskSpace: Rule {
  static let id = "disk-space"
  static let severity = Finding.Severity.error
  static let meaning = "the file system has less room than the render is likely to need"

  static func cure(project: String) -> String {
    "Make room: cutroom cache gc, or move the workspace; then: cutroom render \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let free = evidence.freeBytes, let timeline = evidence.documents.timeline?.content else {
      return []
    }
    let needed = Self.estimate(timeline)
    guard Double(free) < needed else { return [] }
    let message = "About \(megabytes(needed)) MB are needed, \(megabytes(Double(free))) MB are free"
    return [finding(evidence, at: "renders", message)]
  }

  /// A generous guess in bytes: a tenth of a bit for each pixel and sound at 192 kbit/s, twice,
  /// because the new video is whole before the old one goes.
  static func estimate(_ timeline: Timeline) -> Double {
    let pixels = Double(timeline.width) * Double(timeline.height)
    let frames = Double(max(0, timeline.durationInFrames))
    let seconds = frames * Double(timeline.fps.den) / Double(timeline.fps.num)
    return max(0, pixels * frames / 80 + seconds * 24_000) * 2
  }

  private func megabytes(_ bytes: Double) -> String {
    Int64(exactly: (bytes / 1_000_000).rounded(.up))?.description ?? "more than can be counted"
  }
}
