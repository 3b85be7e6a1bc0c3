import CutroomModel

/// A caption is gone before it can be read.
struct CaptionSpeed: Rule {
  static let id = "caption-speed"
  static let severity = Finding.Severity.warning
  static let meaning = "a caption is gone before it can be read: more than 25 characters a second"

  static func cure(project: String) -> String {
    "Have it spoken slower, or shorten the text, then: cutroom run \(project)"
  }

  /// The planner aims at 17; from here on most people do not get to the end.
  static let mostPerSecond = 25.0

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    return timeline.captions.enumerated().compactMap { index, caption in
      let length = timeline.length(from: caption.startFrame, to: caption.endFrame)
      let characters = caption.lines.joined(separator: " ").count
      guard length > 0 else { return nil }
      let speed = Double(characters) / (Double(length) / 1_000_000)
      guard speed > Self.mostPerSecond else { return nil }
      let message =
        "\(characters) characters are seen for \(length.inSeconds): \(speed.tenths) a second"
      return finding(evidence, at: "timeline.json#/captions/\(index)", message)
    }
  }
}
