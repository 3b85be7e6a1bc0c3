package import CutroomModel

/// Decodes media files to see whether, and as how much, they really play.
package enum Verifier {
  /// How much is decoded.
  package enum Depth: String, Codable, Sendable {
    /// The first frame of each audio and video stream; images whole.
    case firstFrames
    /// Everything.
    case everything
  }

  /// Decodes the audio and video streams of the file behind `descriptor` and counts what fails.
  package static func verify(
    descriptor: CInt,
    size: Int64,
    depth: Depth,
    deadlineMs: Int
  ) throws(ProbeFailure) -> Verification {
    throw ProbeFailure(.unsupported, "decoding is not built in")
  }

  /// Counts the samples of the first audio stream as a player would play them.
  ///
  /// Encoder delay and padding are trimmed as the file says.
  package static func decodedAudio(
    descriptor: CInt,
    size: Int64,
    deadlineMs: Int
  ) throws(ProbeFailure) -> DecodedAudio {
    throw ProbeFailure(.unsupported, "decoding is not built in")
  }
}
