/// How much a story is worth telling now.
package enum TopicScore {
  /// After this long a story is half as recent.
  package static let halfLifeHours = 48

  /// `0.7 · 2^(−age / 48 h) + 0.3 · (1 − 1 / sources)`, rounded to millionths: 0 to 1.
  ///
  /// The age is counted from the newest item of the batch, not from the clock, so that the same
  /// feeds give the same scores on every day. A story without a date counts as a week old.
  package static func score(published: Instant?, newest: Instant?, sources: Int) -> Double {
    let breadth = 1 - 1 / Double(max(1, sources))
    return (0.7 * recency(published, newest) + 0.3 * breadth).inMillionths
  }

  private static func recency(_ published: Instant?, _ newest: Instant?) -> Double {
    guard let newest else { return 0 }
    let week: Int64 = 7 * 86_400
    let published = published ?? newest.adding(seconds: -week)
    let (age, overflow) = newest.microseconds.subtractingReportingOverflow(published.microseconds)
    if overflow { return 0 }
    return halved(times: Double(max(0, age)) / (Double(halfLifeHours) * 3600 * 1e6))
  }

  /// `2^(−times)`, the same to the last bit on every machine.
  private static func halved(times: Double) -> Double {
    guard times < 64 else { return 0 }
    let whole = times.rounded(.down)
    var rest = times - whole
    var value = Double(sign: .plus, exponent: -Int(whole), significand: 1)
    var root = 0.5.squareRoot()
    for _ in 0..<40 {
      rest *= 2
      if rest >= 1 {
        value *= root
        rest -= 1
      }
      root = root.squareRoot()
    }
    return value
  }
}
