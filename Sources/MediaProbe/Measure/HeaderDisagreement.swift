import CutroomModel

/// How far a file's header is from what its packets show, and why, where that is known.
struct HeaderDisagreement {
  /// Containers that count milliseconds move ends by rounding alone.
  private static let rounding: Int64 = 2000
  /// Where nobody knows how long a frame lasts.
  static let usualFrameUs: Int64 = 20_000
  /// A packet of sound may hold more than what counts as a frame.
  static let longestSoundFrameUs: Int64 = 30_000

  /// Nil where the header says nothing.
  var headerUs: Int64?
  /// The longest stream, from the first to the last that is played.
  var measuredUs: Int64
  /// The same with the encoder's delay and padding.
  var untrimmedUs: Int64
  /// Where the first stream begins, and where the last one ends.
  var startUs: Int64
  var endUs: Int64
  /// How long one frame lasts: less than that is no disagreement.
  var frameUs: Int64

  /// Nil where they agree.
  var warning: ProbeWarning? {
    let measured = seconds(measuredUs)
    guard let headerUs else {
      return ProbeWarning(
        code: "no-duration",
        message: "the header gives no duration; the packets last \(measured) s"
      )
    }
    guard !isNear(measuredUs, headerUs) else { return nil }
    let said = "the header says \(seconds(headerUs)) s"
    if isNear(untrimmedUs, headerUs) {
      return ProbeWarning(
        code: "encoder-padding",
        message: "\(said), which counts encoder delay and padding; \(measured) s are played"
      )
    }
    if countsTheStart(headerUs) {
      return ProbeWarning(
        code: "late-start",
        message: "\(said), which counts the time before a stream starts; the longest stream lasts "
          + "\(measured) s"
      )
    }
    return ProbeWarning(
      code: "duration-differs",
      message: "\(said), the packets last \(measured) s"
    )
  }

  /// Whether the header counts up to the last end, from zero or from where the first stream begins.
  private func countsTheStart(_ headerUs: Int64) -> Bool {
    let wholes = [endUs, endUs.addingClamped(startUs == .min ? .max : -startUs)]
    return wholes.contains { whole in
      let distance = (Int128(whole) - Int128(headerUs)).magnitude
      return whole > measuredUs && distance <= 2 * max(frameUs, Self.rounding).magnitude
    }
  }

  private func isNear(_ one: Int64, _ other: Int64) -> Bool {
    // A whole frame counts, whatever the last digit was rounded to.
    (Int128(one) - Int128(other)).magnitude <= max(frameUs - 2, Self.rounding).magnitude
  }
}
