import CutroomModel

/// A caption is seen while its segment is not heard.
struct CaptionOutsideSlot: Rule {
  static let id = "caption-outside-slot"
  static let severity = Finding.Severity.warning
  static let meaning = "a caption is seen while its segment is not heard"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    let slots = Dictionary(grouping: timeline.narration, by: \.segmentId)
    return timeline.captions.enumerated().compactMap { index, caption in
      guard let slots = slots[caption.segmentId], isInside(caption, timeline) else { return nil }
      let isHeard = slots.contains {
        caption.startFrame >= $0.startFrame && caption.endFrame <= $0.endFrame
      }
      guard !isHeard, let slot = slots.first else { return nil }
      let message =
        "It is seen from frame \(caption.startFrame) to \(caption.endFrame), "
        + "its segment is heard from \(slot.startFrame) to \(slot.endFrame)"
      return finding(evidence, at: "timeline.json#/captions/\(index)", message)
    }
  }

  private func isInside(_ caption: Timeline.Caption, _ timeline: Timeline) -> Bool {
    caption.startFrame >= 0 && caption.startFrame < caption.endFrame
      && caption.endFrame <= timeline.durationInFrames
  }
}
