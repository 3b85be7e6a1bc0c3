import CutroomModel

/// The size is odd or not 64 to 7680, or the rate not 1 to 120 frames a second.
struct TimelineFrame: Rule {
  static let id = "timeline-frame"
  static let severity = Finding.Severity.error
  static let meaning =
    "the size is odd or not 64 to 7680, or the rate not 1 to 120 frames a second"

  static func cure(project: String) -> String {
    "Set settings.video in pipeline.json, then: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    var findings: [Finding] = []
    for (name, length) in [("width", timeline.width), ("height", timeline.height)]
    where !FrameLimits.isSide(length) {
      let message = "The video's \(name) is \(length)"
      findings.append(finding(evidence, at: "timeline.json#/\(name)", message))
    }
    if !FrameLimits.isRate(timeline.fps) {
      let message = "The video has \(timeline.fps) frames a second"
      findings.append(finding(evidence, at: "timeline.json#/fps", message))
    }
    return findings
  }
}
