import CutroomModel

/// The timeline leaves out a segment of a chosen script.
struct SegmentMissing: Rule {
  static let id = "segment-missing"
  static let severity = Finding.Severity.error
  static let meaning = "the timeline leaves out a segment of a chosen script"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    let played =
      timeline.narration.isEmpty
      ? Set(timeline.visuals.map(\.segmentId)) : Set(timeline.narration.map(\.segmentId))
    return evidence.segments.compactMap { segment in
      guard !played.contains(segment.id) else { return nil }
      return finding(evidence, at: segment.place, "The timeline leaves out \(segment.id.printable)")
    }
  }
}
