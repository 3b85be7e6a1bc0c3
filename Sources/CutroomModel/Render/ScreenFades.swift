/// How the picture comes out of black and goes back to it, in frames; the number of frames of the
/// video is what it is without.
struct ScreenFades: Equatable {
  /// From the first frame on.
  let opening: Int64
  /// Up to the last frame.
  let closing: Int64
  private let timeline: Timeline

  /// 0.3 and 0.7 seconds, less where the video or its first or last visual is short: a chunk always
  /// holds a fade whole.
  init(_ timeline: Timeline) {
    self.timeline = timeline
    let visuals = timeline.visuals
    let first = visuals.first.map { $0.endFrame - $0.startFrame } ?? 0
    let last = visuals.last.map { $0.endFrame - $0.startFrame } ?? 0
    let total = timeline.durationInFrames
    let fps = timeline.fps
    opening = max(0, min(fps.frame(atMicroseconds: 300_000), total / 10, first / 3))
    closing = max(0, min(fps.frame(atMicroseconds: 700_000), total / 5, last / 2))
  }

  /// The filters for a chunk, each with a comma after it.
  func filters(for chunk: VideoChunk) -> String {
    var text = ""
    if chunk.first == 0, opening > 1 { text += "fade=t=in:s=0:n=\(opening)," }
    if chunk.end == timeline.durationInFrames, closing > 1 {
      // The last frame is black, so the way there is one frame shorter.
      text += "fade=t=out:s=\(chunk.frames - closing):n=\(closing - 1),"
    }
    return text
  }

  /// Whether black pictures are planned all through a stretch: it lies within one of the fades.
  func covers(_ stretch: RenderMeasurement.Stretch) -> Bool {
    let total = timeline.durationInFrames
    let fps = timeline.fps
    return stretch.endUs <= fps.microseconds(atFrame: opening)
      || stretch.startUs >= fps.microseconds(atFrame: total - closing)
  }
}
