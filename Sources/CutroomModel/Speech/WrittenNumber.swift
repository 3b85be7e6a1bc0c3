/// A number as English texts write it: `1,234.5`, `−7`, `.5`, `007`, `2½`.
struct WrittenNumber {
  var isNegative = false
  /// Without grouping commas; empty for `.5`.
  var whole = ""
  var decimals: String?
  /// From one character such as `½`.
  var fraction: String?
  var isGrouped = false

  /// Takes the number at the front of `text` off; nil, with nothing taken, where there is none.
  init?(takingFrom text: inout Substring) {
    var rest = text
    if let sign = rest.first, sign == "-" || sign == "\u{2212}" {
      isNegative = true
      rest = rest.dropFirst()
    }
    takeWhole(&rest)
    if rest.first == ".", let digit = rest.dropFirst().first, digit.isASCIIDigit {
      let digits = rest.dropFirst().prefix(while: \.isASCIIDigit)
      decimals = String(digits)
      rest = rest.dropFirst(digits.count + 1)
    }
    if let next = rest.first, let words = Self.fractions[next] {
      fraction = words
      rest = rest.dropFirst()
    }
    guard !whole.isEmpty || decimals != nil || fraction != nil else { return nil }
    text = rest
  }

  /// The value where it is a whole number of at most 18 digits.
  var integer: Int? {
    guard decimals == nil, fraction == nil, !whole.isEmpty, whole.count <= 18 else { return nil }
    return Int(whole).map { isNegative ? -$0 : $0 }
  }

  /// Whether a thing so counted is one thing.
  var isSingular: Bool { integer == 1 || (whole.isEmpty && fraction != nil) }

  /// Whether it is written as a year is.
  var looksLikeYear: Bool {
    guard let integer, whole.count == 4, !isGrouped, !isNegative else { return false }
    return (1100...2099).contains(integer)
  }

  /// Whether its zeros or its length ask for reading it digit by digit.
  var isCode: Bool { (whole.count > 1 && whole.first == "0") || whole.count > 18 }

  /// The number in words, not as a year.
  var words: String {
    var parts: [String] = isNegative ? ["minus"] : []
    if isCode {
      parts.append(NumberWords.digits(whole))
    } else if let value = Int(whole) {
      if fraction == nil || value > 0 { parts.append(NumberWords.cardinal(value)) }
    } else if decimals != nil {
      parts.append("zero")
    }
    if let decimals { parts.append("point " + NumberWords.digits(decimals)) }
    if let fraction { parts.append(whole.isEmpty ? fraction : "and " + fraction) }
    return parts.joined(separator: " ")
  }

  /// Digits, in groups of three where commas stand between them.
  private mutating func takeWhole(_ rest: inout Substring) {
    whole = String(rest.prefix(while: \.isASCIIDigit))
    rest = rest.dropFirst(whole.count)
    guard (1...3).contains(whole.count) else { return }
    while rest.first == "," {
      let group = rest.dropFirst().prefix(while: \.isASCIIDigit)
      guard group.count == 3 else { return }
      whole += group
      isGrouped = true
      rest = rest.dropFirst(4)
    }
  }

  private static let fractions: [Character: String] = [
    "½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds",
    "⅕": "a fifth", "⅖": "two fifths", "⅛": "an eighth", "⅜": "three eighths",
    "⅝": "five eighths", "⅞": "seven eighths",
  ]
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
