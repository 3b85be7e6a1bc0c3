/// Dates as feeds and documents write them, turned into instants.
package enum DateText {
  /// Reads a date in any of the forms below, or nil.
  package static func parse(_ text: some StringProtocol) -> Instant? {
    iso8601(text) ?? rfc822(text)
  }

  /// Reads ISO 8601 and RFC 3339.
  ///
  /// `2026-03-01T09:30:00.25+01:00`, `2026-03-01 09:30Z`,
  /// `20260301T093000Z`, `2026-03-01`, `2026-03`, `2026`. A time without an offset is UTC, a date
  /// without a time is its midnight.
  package static func iso8601(_ text: some StringProtocol) -> Instant? {
    var reader = DateReader(text)
    reader.skipSpaces()
    guard let date = isoDate(&reader) else { return nil }
    var clock = ClockTime()
    if reader.take("T") || reader.take(" ") {
      reader.skipSpaces()
      if !reader.isAtEnd {
        guard let time = isoTime(&reader) else { return nil }
        clock = time
      }
    }
    reader.skipSpaces()
    return reader.isAtEnd ? clock.instant(on: date) : nil
  }

  /// Reads RFC 822 and its descendants, leniently.
  ///
  /// `Sun, 01 Mar 2026 09:30:00 GMT`,
  /// `1 March 26 9:30 EST`, `Sunday, 1-Mar-2026 09:30:00 +0100`, `Mar 1, 2026`.
  ///
  /// The weekday is not believed. Years of two digits are 1970 to 2069. An unknown zone is UTC.
  package static func rfc822(_ text: some StringProtocol) -> Instant? {
    var reader = DateReader(text)
    reader.skipSeparators()
    var word = reader.word()
    if !word.isEmpty, month(word) == nil {
      reader.skipSeparators()
      word = reader.word()
    }
    guard let date = word.isEmpty ? dayFirst(&reader) : monthFirst(word, &reader) else {
      return nil
    }
    reader.skipSeparators()
    guard !reader.isAtEnd else { return ClockTime().instant(on: date) }
    guard var clock = clockTime(&reader) else { return nil }
    reader.skipSpaces()
    clock.offsetMinutes = zone(&reader)
    return clock.instant(on: date)
  }

  // MARK: - ISO 8601

  private static func isoDate(_ reader: inout DateReader) -> CalendarDate? {
    guard let year = reader.number(exactly: 4) else { return nil }
    let dashed = reader.take("-")
    guard let month = reader.number(exactly: 2) else {
      return dashed || !reader.isAtEnd ? nil : date(year, 1, 1)
    }
    guard !dashed || reader.take("-") else {
      return reader.isAtEnd ? date(year, month, 1) : nil
    }
    guard let day = reader.number(exactly: 2) else { return nil }
    return date(year, month, day)
  }

  private static func isoTime(_ reader: inout DateReader) -> ClockTime? {
    guard let hour = reader.number(exactly: 2) else { return nil }
    var clock = ClockTime(hour: hour)
    let colons = reader.take(":")
    if let minute = reader.number(exactly: 2) {
      clock.minute = minute
      if !colons || reader.take(":"), let second = reader.number(exactly: 2) {
        clock.second = second
        if reader.take(".") || reader.take(",") {
          guard let fraction = reader.microseconds() else { return nil }
          clock.microsecond = fraction
        }
      }
    }
    reader.skipSpaces()
    guard !reader.isAtEnd, !reader.take("Z") else { return clock }
    guard let offset = offset(&reader) else { return nil }
    clock.offsetMinutes = offset
    return clock
  }

  // MARK: - RFC 822

  private static func dayFirst(_ reader: inout DateReader) -> CalendarDate? {
    guard let day = reader.number(atMost: 2) else { return nil }
    reader.skipWord(among: ["st", "nd", "rd", "th"])
    reader.skipSeparators()
    guard let month = month(reader.word()) else { return nil }
    reader.skipSeparators()
    guard let year = year(&reader) else { return nil }
    return date(year, month, day)
  }

  private static func monthFirst(_ word: String, _ reader: inout DateReader) -> CalendarDate? {
    guard let month = month(word) else { return nil }
    reader.skipSeparators()
    guard let day = reader.number(atMost: 2) else { return nil }
    reader.skipWord(among: ["st", "nd", "rd", "th"])
    reader.skipSeparators()
    guard let year = year(&reader) else { return nil }
    return date(year, month, day)
  }

  private static func year(_ reader: inout DateReader) -> Int? {
    let start = reader.position
    guard let year = reader.number(atMost: 4) else { return nil }
    switch reader.position - start {
    case 2: return year < 70 ? 2000 + year : 1900 + year
    // Programs that counted years from 1900 wrote 2003 as 103.
    case 3: return 1900 + year
    case 4: return year
    default: return nil
    }
  }

  private static func clockTime(_ reader: inout DateReader) -> ClockTime? {
    guard let hour = reader.number(atMost: 2), reader.take(":"),
      let minute = reader.number(atMost: 2)
    else { return nil }
    var clock = ClockTime(hour: hour, minute: minute)
    if reader.take(":") {
      guard let second = reader.number(atMost: 2) else { return nil }
      clock.second = second
      if reader.take(".") { clock.microsecond = reader.microseconds() ?? 0 }
    }
    reader.skipSpaces()
    clock.apply(meridiem: reader.peekWord())
    reader.skipWord(among: ["am", "pm"])
    return clock
  }

  private static func zone(_ reader: inout DateReader) -> Int {
    let name = reader.word()
    // `GMT+0200` means the offset; a name alone is looked up.
    if let offset = offset(&reader) { return offset }
    return zones[name] ?? 0
  }

  private static func offset(_ reader: inout DateReader) -> Int? {
    let negative = reader.take("-") || reader.take("\u{2212}")
    guard negative || reader.take("+"), let hours = reader.number(exactly: 2) else { return nil }
    _ = reader.take(":")
    let minutes = reader.number(exactly: 2) ?? 0
    guard hours <= 23, minutes <= 59 else { return nil }
    return (negative ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    guard CalendarDate.isValid(year: year, month: month, day: day) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  private static func month(_ word: String) -> Int? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(word) || word == "sept" && $0 == "september" }
      .map { $0 + 1 }
  }

  /// Minutes east of Greenwich of the zones that feeds name.
  private static let zones = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330,
    "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "awst": 480, "acst": 570, "acdt": 630,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "brt": -180, "art": -180,
  ]
}

/// A time of day with its distance from UTC.
private struct ClockTime {
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0
  var offsetMinutes = 0

  mutating func apply(meridiem: String) {
    guard (1...12).contains(hour) else { return }
    if meridiem == "am" { hour %= 12 }
    if meridiem == "pm" { hour = hour % 12 + 12 }
  }

  func instant(on date: CalendarDate) -> Instant? {
    // 24:00 is the midnight that ends the day.
    let endsDay = hour == 24 && minute == 0 && second == 0 && microsecond == 0
    return Instant(
      year: date.year,
      month: date.month,
      day: date.day,
      hour: endsDay ? 0 : hour,
      minute: minute,
      second: second,
      microsecond: microsecond
    )?.adding(seconds: Int64((endsDay ? 86_400 : 0) - offsetMinutes * 60))
  }
}
