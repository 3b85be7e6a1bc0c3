import CutroomModel

/// A finished video was made from another timeline than the one there is now.
struct RenderOutdated: Rule {
  static let id = "render-outdated"
  static let severity = Finding.Severity.warning
  static let meaning = "a finished video was made from another timeline than the one there is now"

  static func cure(project: String) -> String {
    "Render it anew: cutroom render \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard evidence.scope == .project, let timeline = evidence.documents.timeline,
      let value = evidence.files[timeline.path]?.value
    else { return [] }
    return evidence.documents.reports.compactMap { report in
      guard report.content.timeline != value else { return nil }
      let message =
        "It was made from the timeline \(report.content.timeline.short), now it is \(value.short)"
      return finding(evidence, at: report.path, message)
    }
  }
}
