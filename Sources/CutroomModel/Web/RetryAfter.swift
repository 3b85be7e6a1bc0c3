/// `Retry-After`, RFC 9110, section 10.2.3, and what stands in its place.
package enum RetryAfter {
  /// The longest time that is believed.
  package static let longest: Int64 = 31 * 86_400_000

  /// Milliseconds to wait, counted from `now`; nil for what is neither seconds nor a date.
  package static func milliseconds(_ value: String, now: Instant) -> Int64? {
    let text = value.filter { !$0.isWhitespace }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let seconds = Int64(text), seconds <= longest / 1000 else { return longest }
      return seconds * 1000
    }
    guard let date = DateText.http(value) else { return nil }
    let wait = date.microseconds.subtractingReportingOverflow(now.microseconds)
    if wait.overflow { return nil }
    // Up, so that nobody comes a moment too early.
    return min(max(0, (wait.partialValue + 999) / 1000), longest)
  }

  /// A time in milliseconds, up to a whole one and within what is believed; nil for what is no number.
  package static func bounded(_ milliseconds: Double) -> Int64? {
    guard milliseconds.isFinite else { return nil }
    return Int64(min(max(0, milliseconds.rounded(.up)), Double(longest)))
  }
}

extension WebReply {
  /// Milliseconds after which the server wants to be asked again; nil where it does not say.
  ///
  /// Of `retry-after-ms`, which some services send for its precision, and `Retry-After`.
  package func retryAfterMs(now: Instant) -> Int64? {
    headers["retry-after-ms"].flatMap(Double.init).flatMap(RetryAfter.bounded)
      ?? headers["retry-after"].flatMap { RetryAfter.milliseconds($0, now: now) }
  }
}

extension DateText {
  /// Reads a date of a header in any of the three forms of RFC 9110, section 5.6.7.
  package static func http(_ text: String) -> Instant? {
    let words = text.split(separator: " ")
    // `Sun Nov  6 08:49:37 1994` has the year behind the time.
    if words.count == 5, words[4].count == 4, words[3].contains(":") {
      return rfc822("\(words[1]) \(words[2]) \(words[4]) \(words[3])")
    }
    return text.contains(":") ? rfc822(text) : nil
  }
}
