import CutroomModel

/// Two pictures share more frames than their fade, or two takes are heard at once.
struct TimelineOverlap: Rule {
  static let id = "timeline-overlap"
  static let severity = Finding.Severity.error
  static let meaning =
    "two pictures share more frames than their fade, or two takes are heard at once"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    return visualFindings(evidence, timeline) + takeFindings(evidence, timeline)
  }

  private func visualFindings(_ evidence: Evidence, _ timeline: Timeline) -> [Finding] {
    var findings: [Finding] = []
    var end: Int64 = 0
    for (index, visual) in timeline.visualsInOrder {
      let shared = end &- visual.startFrame
      if shared > max(0, visual.fadeInFrames) {
        let message =
          "It shares \(shared) frames with what is before; its fade is \(visual.fadeInFrames)"
        findings.append(finding(evidence, at: "timeline.json#/visuals/\(index)", message))
      }
      end = max(end, visual.endFrame)
    }
    return findings
  }

  private func takeFindings(_ evidence: Evidence, _ timeline: Timeline) -> [Finding] {
    var findings: [Finding] = []
    var end: Int64 = 0
    for (index, take) in timeline.narration.enumerated().sorted(by: {
      $0.1.startFrame < $1.1.startFrame
    }) {
      if take.startFrame < end, take.startFrame >= 0 {
        let message = "It begins at frame \(take.startFrame), the take before ends at \(end)"
        findings.append(finding(evidence, at: "timeline.json#/narration/\(index)", message))
      }
      end = max(end, take.endFrame)
    }
    return findings
  }
}
