/// How the mix is brought to its loudness: by one gain for all of it, and a ceiling for its peaks.
package struct Mastering: Equatable, Sendable {
  /// In dB.
  package private(set) var gain: Double
  /// In dBTP, low enough for what the encoder adds.
  package private(set) var ceiling = -3.0

  package init(of mix: Loudness) { gain = mix.gain(to: Loudness.target) }

  /// What to try next after this setting gave `made`; nil where that is near enough.
  package func corrected(after made: Loudness) -> Mastering? {
    let missing = made.gain(to: Loudness.target)
    guard abs(missing) > 0.3 else { return nil }
    var next = self
    next.gain = max(-40, min(40, gain + missing))
    return next
  }

  /// What to try where the encoded sound peaks too high; nil where it does not.
  package func lowered(after encoded: Loudness) -> Mastering? {
    guard encoded.truePeak > Loudness.highestPeak else { return nil }
    var next = self
    next.ceiling = max(-20, ceiling - (encoded.truePeak - Loudness.highestPeak) - 0.5)
    return next
  }

  /// The ceiling as a factor: 10^(dB/20), by the series of the exponential.
  var ceilingFactor: Double {
    let exponent = ceiling * 0.115_129_254_649_702_28
    var (sum, term) = (1.0, 1.0)
    for step in 1...40 {
      term *= exponent / Double(step)
      sum += term
    }
    return min(1, max(0.0625, sum))
  }
}
