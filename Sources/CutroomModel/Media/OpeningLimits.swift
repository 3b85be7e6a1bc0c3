/// How far libavformat may look into a file to learn what its streams are.
package enum OpeningLimits {
  package static let bytes: Int64 = 5_000_000
  /// libav's word for 5 s, or for what a container needs: ffprobe looks as far.
  package static let microseconds: Int64 = 0
  package static let streams = 64
}
