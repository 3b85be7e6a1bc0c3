import CEbur128
import CutroomModel
import Glibc

/// Loudness by EBU R 128 and true peak by ITU-R BS.1770, measured by libebur128.
final class LoudnessMeter {
  private static let mostChannels = 16
  /// At lower rates nobody listens, and what is kept for each tenth of a second has no end.
  private static let rates = 1000...768_000
  // Loudness range is made of windows this long.
  private static let shortestRangeSeconds = 3.0

  private var state: UnsafeMutablePointer<ebur128_state>?
  private var channels: Int
  private var rate: Int
  private var seconds = 0.0
  /// The peak of what came before the number of channels changed, as a factor of full scale.
  private var earlierPeak = 0.0

  init(channels: Int, rate: Int) {
    self.channels = channels
    self.rate = rate
    guard (1...Self.mostChannels).contains(channels), Self.rates.contains(rate) else { return }
    // Counted in steps of 0.1 LU, an hour takes no more memory than a second.
    let wanted = [
      EBUR128_MODE_I, EBUR128_MODE_LRA, EBUR128_MODE_TRUE_PEAK, EBUR128_MODE_HISTOGRAM,
    ]
    let mode = wanted.reduce(0) { $0 | $1.rawValue }
    state = ebur128_init(UInt32(channels), UInt(rate), CInt(mode))
  }

  deinit { end() }

  /// Says where the channels are heard, in the order of `positions`; nil leaves a channel out.
  func place(_ positions: [LoudspeakerPosition?]) {
    guard let state else { return }
    for (number, position) in positions.enumerated() {
      let value = position?.ebur128 ?? EBUR128_UNUSED
      ebur128_set_channel(state, UInt32(number), CInt(value.rawValue))
    }
  }

  /// Takes the next interleaved samples; their number of channels and rate may change on the way.
  func add(_ samples: [Float], channels: Int, rate: Int) {
    if channels != self.channels || rate != self.rate { change(channels: channels, rate: rate) }
    let frames = samples.count / channels
    guard let state, frames > 0 else { return }
    samples.withUnsafeBufferPointer { samples in
      _ = ebur128_add_frames_float(state, samples.baseAddress, frames)
    }
    seconds += Double(frames) / Double(rate)
  }

  /// Integrated loudness in LUFS.
  var integrated: Double? { value { ebur128_loudness_global($0, $1) } }

  /// Loudness range in LU.
  var range: Double? {
    guard integrated != nil, seconds >= Self.shortestRangeSeconds else { return nil }
    return value { ebur128_loudness_range($0, $1) }
  }

  /// The true peak in dBTP.
  var truePeak: Double? {
    let peak = highestPeak
    return peak > 0 ? 20 * log10(peak) : nil
  }

  // MARK: -

  private func value(
    _ ask: (UnsafeMutablePointer<ebur128_state>, UnsafeMutablePointer<Double>) -> CInt
  ) -> Double? {
    guard let state else { return nil }
    var value = 0.0
    let status = ask(state, &value)
    return status == CInt(EBUR128_SUCCESS.rawValue) && value.isFinite ? value : nil
  }

  private var highestPeak: Double {
    (0..<channels).reduce(earlierPeak) { highest, channel in
      max(highest, value { ebur128_true_peak($0, UInt32(channel), $1) } ?? 0)
    }
  }

  private func change(channels: Int, rate: Int) {
    earlierPeak = highestPeak
    self.channels = channels
    self.rate = rate
    guard let state else { return }
    guard Self.rates.contains(rate) else { return end() }
    let status = ebur128_change_parameters(state, UInt32(channels), UInt(rate))
    // After any failure but this one the state is good for nothing.
    if status != CInt(EBUR128_SUCCESS.rawValue), status != CInt(EBUR128_ERROR_NO_CHANGE.rawValue) {
      end()
    }
  }

  private func end() {
    // It takes no nil.
    if state != nil { ebur128_destroy(&state) }
  }
}

/// Where a loudspeaker stands, as far as loudness depends on it.
enum LoudspeakerPosition {
  case left
  case right
  case center
  case leftSurround
  case rightSurround
  case behind

  fileprivate var ebur128: channel {
    switch self {
    case .left: EBUR128_LEFT
    case .right: EBUR128_RIGHT
    case .center: EBUR128_CENTER
    case .leftSurround: EBUR128_LEFT_SURROUND
    case .rightSurround: EBUR128_RIGHT_SURROUND
    case .behind: EBUR128_Mp180
    }
  }
}
