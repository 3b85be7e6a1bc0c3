import CutroomModel

/// Nothing is seen for a while, or a fade has nothing to fade from.
struct TimelineGap: Rule {
  static let id = "timeline-gap"
  static let severity = Finding.Severity.error
  static let meaning = "nothing is seen for a while, or a fade has nothing to fade from"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content, timeline.durationInFrames > 0 else {
      return []
    }
    var findings: [Finding] = []
    var covered: Int64 = 0
    for (index, visual) in timeline.visualsInOrder {
      let place = "timeline.json#/visuals/\(index)"
      if visual.startFrame > covered {
        let message = "Nothing is seen from frame \(covered) to \(visual.startFrame)"
        findings.append(finding(evidence, at: place, message))
      } else if visual.fadeInFrames > covered &- visual.startFrame {
        let shared = covered &- visual.startFrame
        let message = "It fades in for \(visual.fadeInFrames) frames and shares \(shared)"
        findings.append(finding(evidence, at: place, message))
      }
      covered = max(covered, visual.endFrame)
    }
    if covered < timeline.durationInFrames {
      let message = "Nothing is seen from frame \(covered) to the end, \(timeline.durationInFrames)"
      findings.append(finding(evidence, at: "timeline.json#/visuals", message))
    }
    return findings
  }
}
