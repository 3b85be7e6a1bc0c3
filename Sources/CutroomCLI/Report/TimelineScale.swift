import CutroomModel

/// How frames become parts of the whole, 0…1.
struct TimelineScale {
  let seconds: Double
  private let frames: Double

  /// What lies beyond the end of the video is shown, too.
  init(_ timeline: Timeline) {
    let ends = timeline.entries.map { timeline.frames(of: $0).upperBound }
    let last = max(1, timeline.durationInFrames, ends.max() ?? 1)
    frames = Double(last)
    seconds = timeline.seconds(last)
  }

  func span(_ range: Range<Int64>) -> ClosedRange<Double> {
    let start = min(max(0, Double(range.lowerBound) / frames), 1)
    return start...max(start, min(Double(range.upperBound) / frames, 1))
  }
}
