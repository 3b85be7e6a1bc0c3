import CutroomModel

/// Something on the timeline ends before it begins, or lies outside the video.
struct TimelineRange: Rule {
  static let id = "timeline-range"
  static let severity = Finding.Severity.error
  static let meaning = "something on the timeline ends before it begins, or lies outside the video"

  static func cure(project: String) -> String {
    "Make the timeline again: cutroom run \(project) --stage timeline --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    guard timeline.durationInFrames > 0 else {
      let message = "The video is \(timeline.durationInFrames) frames long"
      return [finding(evidence, at: "timeline.json#/durationInFrames", message)]
    }
    return spans(timeline).compactMap { span in
      guard let message = fault(span, end: timeline.durationInFrames) else { return nil }
      return finding(evidence, at: "timeline.json#/\(span.place)", message)
    }
  }

  private struct Span {
    var place: String
    var start: Int64
    var end: Int64
    var fade: Int64 = 0
    var sourceStartUs: Int64 = 0
  }

  private func spans(_ timeline: Timeline) -> [Span] {
    timeline.visuals.enumerated().map { index, visual in
      Span(
        place: "visuals/\(index)",
        start: visual.startFrame,
        end: visual.endFrame,
        fade: visual.fadeInFrames,
        sourceStartUs: visual.sourceStartUs
      )
    }
      + timeline.narration.enumerated().map {
        Span(place: "narration/\($0)", start: $1.startFrame, end: $1.endFrame)
      }
      + timeline.captions.enumerated().map {
        Span(place: "captions/\($0)", start: $1.startFrame, end: $1.endFrame)
      }
  }

  private func fault(_ span: Span, end: Int64) -> String? {
    if span.start < 0 || span.end > end {
      return "It lasts from frame \(span.start) to \(span.end), the video from 0 to \(end)"
    }
    if span.end <= span.start { return "It ends at frame \(span.end), where it has not yet begun" }
    if span.fade < 0 || span.fade > span.end &- span.start {
      return "Its fade is \(span.fade) frames of \(span.end &- span.start)"
    }
    return span.sourceStartUs < 0 ? "It begins before its clip does" : nil
  }
}
