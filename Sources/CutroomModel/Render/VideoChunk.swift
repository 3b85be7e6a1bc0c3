/// A stretch of the video that one call of ffmpeg makes.
///
/// A long video is made in chunks, so that open files and memory do not grow with its length. The
/// cut between two is inside a visual, where it is alone on screen: both chunks show a part of it.
package struct VideoChunk: Equatable, Sendable {
  /// The part of a visual that the chunk shows.
  struct Part: Equatable, Sendable {
    var visual: Timeline.Visual
    /// Frames of the visual that an earlier chunk shows.
    var offset: Int64
    var frames: Int64
    /// Frames shared with the part before; 0 for the first.
    var fadeIn: Int64
  }

  package let index: Int
  package let first: Int64
  package let end: Int64
  let parts: [Part]

  package var frames: Int64 { end - first }

  /// Divides a sound timeline so that each chunk shows at most `limit` visuals, and one more part.
  package static func divide(_ timeline: Timeline, limit: Int = 8) -> [VideoChunk] {
    let visuals = timeline.visuals
    var chunks: [VideoChunk] = []
    var first: Int64 = 0
    for start in stride(from: 0, to: visuals.count, by: max(1, limit)) {
      let last = min(start + max(1, limit), visuals.count) - 1
      let end = last + 1 < visuals.count ? middle(of: last, visuals) : timeline.durationInFrames
      let shown = visuals[max(0, start - 1)...last]
      chunks.append(
        VideoChunk(index: chunks.count, first: first, end: end, showing: shown)
      )
      first = end
    }
    return chunks
  }

  private init(index: Int, first: Int64, end: Int64, showing visuals: ArraySlice<Timeline.Visual>) {
    self.index = index
    self.first = first
    self.end = end
    let shown = visuals.filter { $0.startFrame < end && $0.endFrame > first }
    parts = shown.enumerated().map { place, visual in
      let start = max(visual.startFrame, first)
      return Part(
        visual: visual,
        offset: start - visual.startFrame,
        frames: min(visual.endFrame, end) - start,
        fadeIn: place == 0 ? 0 : visual.fadeInFrames
      )
    }
  }

  /// Half-way through the frames where a visual is alone.
  private static func middle(of index: Int, _ visuals: [Timeline.Visual]) -> Int64 {
    let alone = visuals[index].startFrame + visuals[index].fadeInFrames
    return (alone + visuals[index + 1].startFrame + 1) / 2
  }
}
