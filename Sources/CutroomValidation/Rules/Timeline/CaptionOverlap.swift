import CutroomModel

/// Two captions are on screen at once.
struct CaptionOverlap: Rule {
  static let id = "caption-overlap"
  static let severity = Finding.Severity.error
  static let meaning = "two captions are on screen at once"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let captions = evidence.documents.timeline?.content.captions ?? []
    var findings: [Finding] = []
    var end = Int64.min
    for (index, caption) in captions.enumerated().sorted(by: { $0.1.startFrame < $1.1.startFrame })
    {
      if caption.startFrame < end {
        let message = "It begins at frame \(caption.startFrame), the caption before ends at \(end)"
        findings.append(finding(evidence, at: "timeline.json#/captions/\(index)", message))
      }
      end = max(end, caption.endFrame)
    }
    return findings
  }
}
