/// Moments of a video or sound as people read them.
package enum PlayTime {
  /// `0:02`, `0:02.4` or `1:02:03`; a question mark for what is no time.
  package static func words(seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    let (whole, tenth) = Int((seconds * 10).rounded()).quotientAndRemainder(dividingBy: 10)
    return Amounts.clock(seconds: Int64(whole)) + (tenth == 0 ? "" : ".\(tenth)")
  }
}

/// Round numbers of seconds for an axis.
package enum TimeTicks {
  private static let steps = [
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400,
  ]

  /// The ticks from 0 to `length` at the smallest round distance that gives no more than `most`.
  package static func seconds(of length: Double, most: Int) -> [Double] {
    guard length.isFinite, length > 0, most > 0 else { return [0] }
    let step = steps.first { length / $0 <= Double(most) } ?? length
    return (0...Int(length / step)).map { Double($0) * step }
  }
}
