/// A day of the Gregorian calendar, reckoned backwards too.
package struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  /// The parts must be valid; see ``isValid(year:month:day:)``.
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Whether the parts name a day of the years 0 to 9999.
  package static func isValid(year: Int, month: Int, day: Int) -> Bool {
    (0...9999).contains(year) && (1...12).contains(month)
      && day >= 1 && day <= daysInMonth(month, year: year)
  }

  /// Days from 1970-01-01 to this day.
  package var daysSinceEpoch: Int {
    // Years that begin in March put the leap day last; 400 of them have 146097 days.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let leaps = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leaps) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  /// `2026-03-01`.
  package var description: String {
    var text = year < 0 ? "-" : ""
    text += abs(year).padded(4)
    text += "-"
    text += month.padded(2)
    text += "-"
    text += day.padded(2)
    return text
  }

  private static func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension Int {
  /// The decimal digits of a number that is not negative, with zeros before them up to `width`.
  func padded(_ width: Int) -> String {
    var count = 1
    var rest = self
    while rest > 9 { (rest, count) = (rest / 10, count + 1) }
    // Every document has times, and every time seven of these.
    return String(unsafeUninitializedCapacity: Swift.max(width, count)) { digits in
      var rest = self
      for place in digits.indices.reversed() {
        digits[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      return digits.count
    }
  }
}
