/// English words for numbers.
enum NumberWords {
  /// 1234 is "one thousand two hundred thirty-four".
  static func cardinal(_ number: Int) -> String {
    guard number >= 0 else { return "minus " + cardinal(magnitude: number.magnitude) }
    return cardinal(magnitude: number.magnitude)
  }

  /// 21 is "twenty-first".
  static func ordinal(_ number: Int) -> String {
    let words = cardinal(number)
    let start = words.lastIndex { $0 == " " || $0 == "-" }.map { words.index(after: $0) }
    let last = String(words[(start ?? words.startIndex)...])
    return words[..<(start ?? words.startIndex)] + ordinalWord(last)
  }

  /// 1984 is "nineteen eighty-four", 2005 "two thousand five", 1905 "nineteen oh five".
  static func year(_ year: Int) -> String {
    let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
    if (2000...2009).contains(year) || !(1100...2099).contains(year) { return cardinal(year) }
    if rest == 0 { return cardinal(century) + " hundred" }
    return cardinal(century) + " " + twoDigits(rest)
  }

  /// The last two digits of a year or the minutes of a time: "oh five", "eighty-four".
  static func twoDigits(_ number: Int) -> String {
    number < 10 ? "oh " + cardinal(number) : cardinal(number)
  }

  /// "zero zero seven".
  static func digits(_ text: some StringProtocol) -> String {
    text.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }.map { ones[$0] }
      .joined(separator: " ")
  }

  /// "fifties"; nil where the words do not end like a ten.
  static func plural(_ words: String) -> String {
    if words.hasSuffix("y") { return words.dropLast() + "ies" }
    return words + (words.hasSuffix("x") ? "es" : "s")
  }

  // MARK: -

  private static func cardinal(magnitude: UInt) -> String {
    if magnitude == 0 { return ones[0] }
    var words: [String] = []
    var rest = magnitude
    for (name, size) in scales where rest >= size {
      words.append(belowThousand(Int(rest / size)) + " " + name)
      rest %= size
    }
    if rest > 0 { words.append(belowThousand(Int(rest))) }
    return words.joined(separator: " ")
  }

  private static func belowThousand(_ number: Int) -> String {
    let (hundreds, rest) = number.quotientAndRemainder(dividingBy: 100)
    let head = hundreds > 0 ? cardinal(magnitude: UInt(hundreds)) + " hundred" : ""
    if rest == 0 { return head }
    return (head.isEmpty ? "" : head + " ") + belowHundred(rest)
  }

  private static func belowHundred(_ number: Int) -> String {
    if number < 20 { return ones[number] }
    let (ten, one) = number.quotientAndRemainder(dividingBy: 10)
    return tens[ten] + (one > 0 ? "-" + ones[one] : "")
  }

  private static func ordinalWord(_ word: String) -> String {
    if let irregular = ordinals[word] { return irregular }
    return word.hasSuffix("y") ? word.dropLast() + "ieth" : word + "th"
  }

  private static let ones = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let scales: [(String, UInt)] = [
    ("quintillion", 1_000_000_000_000_000_000), ("quadrillion", 1_000_000_000_000_000),
    ("trillion", 1_000_000_000_000), ("billion", 1_000_000_000), ("million", 1_000_000),
    ("thousand", 1000),
  ]
  private static let ordinals = [
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
  ]
}
