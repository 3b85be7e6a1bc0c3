/// Why no timeline can be made of what was given.
package enum TimelineProblem: Error, Equatable, Sendable {
  case noSegments
  /// Width and height are even numbers from 64 to 7680.
  case frameSize(width: Int, height: Int)
  /// 1 to 120 frames a second.
  case frameRate(FrameRate)
  /// A setting outside 0…60 seconds.
  case length(name: String, microseconds: Int64)
  /// A take without sound.
  case emptyTake(segmentId: String)
  /// All takes together are longer than 24 hours.
  case tooLong(segmentId: String)
  case noVisual(segmentId: String)
  /// Only clips were assigned, and each is too short to be shown.
  case noUsableVisual(segmentId: String)
}
