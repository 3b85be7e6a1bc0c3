/// How a video is laid out; lengths are microseconds.
package struct TimelineSettings: Equatable, Sendable {
  package var width: Int
  package var height: Int
  package var fps: FrameRate
  /// Before the first word and after the last.
  package var leadInUs: Int64 = 500_000
  package var leadOutUs: Int64 = 1_500_000
  /// Between two takes; at least two frames are kept, so that slots never touch.
  package var gapUs: Int64 = 350_000
  package var crossFadeUs: Int64 = 400_000
  /// A slot longer than this is shared among the visuals that its segment has.
  package var longestVisualUs: Int64 = 7_000_000
  /// What is shorter than this is not worth a cut.
  package var shortestVisualUs: Int64 = 1_500_000

  package init(width: Int, height: Int, fps: FrameRate) {
    self.width = width
    self.height = height
    self.fps = fps
  }

  /// The first setting that no video can be made with; nil when all are good.
  package var fault: TimelineProblem? {
    guard FrameLimits.isSide(width), FrameLimits.isSide(height) else {
      return .frameSize(width: width, height: height)
    }
    guard FrameLimits.isRate(fps) else { return .frameRate(fps) }
    let lengths = [
      ("leadInUs", leadInUs), ("leadOutUs", leadOutUs), ("gapUs", gapUs),
      ("crossFadeUs", crossFadeUs), ("longestVisualUs", longestVisualUs),
      ("shortestVisualUs", shortestVisualUs),
    ]
    for (name, length) in lengths where !(0...60_000_000).contains(length) {
      return .length(name: name, microseconds: length)
    }
    return nil
  }
}
