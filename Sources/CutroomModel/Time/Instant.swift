/// A point in time: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
package struct Instant: Hashable, Comparable, Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// The instant of a calendar date and a time of day in UTC, or nil where a part is out of range.
  ///
  /// `second` may be 60 (a leap second), which is the first second of the next minute.
  package init?(
    year: Int,
    month: Int,
    day: Int,
    hour: Int = 0,
    minute: Int = 0,
    second: Int = 0,
    microsecond: Int = 0
  ) {
    guard CalendarDate.isValid(year: year, month: month, day: day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999_999).contains(microsecond)
    else { return nil }
    let days = CalendarDate(year: year, month: month, day: day).daysSinceEpoch
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    microseconds = Int64(seconds) * 1_000_000 + Int64(microsecond)
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The instant `seconds` later (or earlier), held at the ends of the range.
  package func adding(seconds: Int64) -> Instant {
    let (span, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflow) = microseconds.addingReportingOverflow(span)
    guard !tooLong, !overflow else {
      return Instant(microseconds: seconds < 0 ? .min : .max)
    }
    return Instant(microseconds: sum)
  }
}

// MARK: - ISO 8601

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC with as much of the second as is needed: `2026-03-01T09:30:00Z`,
  /// `2026-03-01T09:30:00.250Z`, `2026-03-01T09:30:00.000001Z`.
  package var iso8601: String {
    let (seconds, micros) = microseconds.flooredDivision(by: 1_000_000)
    let (days, secondOfDay) = seconds.flooredDivision(by: 86_400)
    let time = Int(secondOfDay)
    var text = ""
    text.reserveCapacity(32)
    text += CalendarDate(daysSinceEpoch: Int(days)).description
    text += "T"
    text += (time / 3600).padded(2)
    text += ":"
    text += (time / 60 % 60).padded(2)
    text += ":"
    text += (time % 60).padded(2)
    text += Self.fraction(Int(micros))
    text += "Z"
    return text
  }

  package var description: String { iso8601 }

  /// Reads ISO 8601 as ``iso8601`` writes it and as others do: see ``DateText``.
  package init?(iso8601 text: some StringProtocol) {
    guard let instant = DateText.iso8601(text) else { return nil }
    self = instant
  }

  private static func fraction(_ micros: Int) -> String {
    if micros == 0 { return "" }
    if micros % 1000 == 0 { return "." + (micros / 1000).padded(3) }
    return "." + micros.padded(6)
  }
}

extension Instant: Codable {
  /// Reads an ISO 8601 string.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(iso8601: text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "“\(text.prefix(64))” is not an ISO 8601 date and time"
      )
    }
    self = instant
  }

  /// Writes an ISO 8601 string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}

extension Int64 {
  func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
