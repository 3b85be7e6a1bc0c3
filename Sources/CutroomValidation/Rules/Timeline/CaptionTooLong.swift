import CutroomModel

/// A caption has more than two lines, or a line of more than 48 characters.
struct CaptionTooLong: Rule {
  static let id = "caption-too-long"
  static let severity = Finding.Severity.warning
  static let meaning = "a caption has more than two lines, or a line of more than 48 characters"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  static let longestLine = 48
  static let mostLines = 2

  func findings(in evidence: Evidence) -> [Finding] {
    let captions = evidence.documents.timeline?.content.captions ?? []
    return captions.enumerated().compactMap { index, caption in
      guard let message = fault(caption.lines) else { return nil }
      return finding(evidence, at: "timeline.json#/captions/\(index)", message)
    }
  }

  private func fault(_ lines: [String]) -> String? {
    if lines.count > Self.mostLines { return "It has \(lines.count) lines" }
    guard let line = lines.first(where: { $0.count > Self.longestLine }) else { return nil }
    return "It has a line of \(line.count) characters"
  }
}
