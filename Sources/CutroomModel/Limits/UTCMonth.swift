/// A calendar month in UTC, by which allowances and bills are counted.
package struct UTCMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int

  /// The month in which an instant falls.
  package init(at instant: Instant) {
    let date = CalendarDate(at: instant)
    (year, month) = (date.year, date.month)
  }

  /// Reads `2026-03`; nil for anything else.
  package init?(_ text: String) {
    guard let date = CalendarDate("\(text)-01") else { return nil }
    (year, month) = (date.year, date.month)
  }

  /// `2026-03`.
  package var description: String { "\(year.padded(4))-\(month.padded(2))" }

  /// When the next month begins.
  package var end: Instant {
    let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
    let date = CalendarDate(year: nextYear, month: nextMonth, day: 1)
    return Instant(microseconds: Int64(date.daysSinceEpoch) * 86_400_000_000)
  }

  package static func < (left: UTCMonth, right: UTCMonth) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}
