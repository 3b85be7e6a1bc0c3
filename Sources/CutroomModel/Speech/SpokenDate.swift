/// Dates and times of day in English words.
enum SpokenDate {
  static func words(_ chunk: String) -> String? { isoDate(chunk) ?? time(chunk) }

  /// Whether a word names a month, in full or shortened.
  static func isMonth(_ word: String) -> Bool {
    let key = word.lowercased().filter { $0 != "." }
    guard key.count >= 3, word.first?.isUppercase == true else { return false }
    return months.contains { $0.lowercased() == key } || abbreviated[key] != nil
  }

  /// `2026-03-01` is "March first, twenty twenty-six".
  private static func isoDate(_ chunk: String) -> String? {
    let parts = chunk.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      CalendarDate.isValid(year: year, month: month, day: day)
    else { return nil }
    return "\(months[month - 1]) \(NumberWords.ordinal(day)), \(NumberWords.year(year))"
  }

  /// `14:30`, `9:05am`, `10:00:15`.
  private static func time(_ chunk: String) -> String? {
    let text = chunk.lowercased()
    let clock = text.prefix { $0.isASCIIDigit || $0 == ":" }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let halfDay = halfDays[String(text[clock.endIndex...])],
      (1...2).contains(parts[0].count), parts.dropFirst().allSatisfy({ $0.count == 2 })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] < 25, numbers[1...].allSatisfy({ $0 < 60 })
    else { return nil }
    var words = NumberWords.cardinal(numbers[0])
    if numbers[1] > 0 { words += " " + NumberWords.twoDigits(numbers[1]) }
    if numbers[1] == 0, halfDay.isEmpty { words += numbers[0] > 12 ? " hundred" : " o'clock" }
    if numbers.count == 3 { words += " and \(NumberWords.cardinal(numbers[2])) seconds" }
    return words + halfDay
  }

  private static let halfDays = [
    "": "", "am": " A.M", "pm": " P.M", "a.m": " A.M", "p.m": " P.M", "a.m.": " A.M",
    "p.m.": " P.M", "h": "",
  ]

  static let abbreviated = [
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "jun": "June",
    "jul": "July", "aug": "August", "sep": "September", "sept": "September", "oct": "October",
    "nov": "November", "dec": "December",
  ]

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
