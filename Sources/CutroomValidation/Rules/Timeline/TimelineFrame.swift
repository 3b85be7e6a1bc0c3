import CutroomModel

/// The size is odd or not 16 to 8192, or the rate not 1 to 240 frames a second.
struct TimelineFrame: Rule {
  static let id = "timeline-frame"
  static let severity = Finding.Severity.error
  static let meaning =
    "the size is odd or not 16 to 8192, or the rate not 1 to 240 frames a second"

  static func cure(project: String) -> String {
    "Set settings.video in pipeline.json, then: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    var findings: [Finding] = []
    for (name, length) in [("width", timeline.width), ("height", timeline.height)]
    where !(16...8192).contains(length) || !length.isMultiple(of: 2) {
      let message = "The video's \(name) is \(length)"
      findings.append(finding(evidence, at: "timeline.json#/\(name)", message))
    }
    let rate = Double(timeline.fps.num) / Double(timeline.fps.den)
    if !(1...240).contains(rate) {
      let message = "The video has \(timeline.fps) frames a second"
      findings.append(finding(evidence, at: "timeline.json#/fps", message))
    }
    return findings
  }
}
