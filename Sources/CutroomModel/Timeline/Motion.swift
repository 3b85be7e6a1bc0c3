extension Timeline.Motion {
  /// A slow zoom, in and out by turns, toward a corner that the segment's id picks.
  ///
  /// It moves by about two hundredths a second, never by more than a seventh in all.
  static func gentle(
    index: Int,
    segmentId: String,
    frames: Int64,
    _ fps: FrameRate
  ) -> Timeline.Motion {
    let seconds = Double(frames) * Double(fps.den) / Double(fps.num)
    let travel = thousandths(min(0.14, max(0.03, 0.02 * seconds)))
    let corner = corners[Int((hash(segmentId) &+ UInt32(truncatingIfNeeded: index)) % 5)]
    let near = 1 + travel
    return index.isMultiple(of: 2)
      ? Timeline.Motion(zoomFrom: 1, zoomTo: near, focusFrom: [0.5, 0.5], focusTo: corner)
      : Timeline.Motion(zoomFrom: near, zoomTo: 1, focusFrom: corner, focusTo: [0.5, 0.5])
  }

  private static let corners = [
    [0.5, 0.5], [0.25, 0.35], [0.75, 0.35], [0.25, 0.65], [0.75, 0.65],
  ]

  private static func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// FNV-1a: the same on every machine and in every run, unlike `Hasher`.
  private static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
