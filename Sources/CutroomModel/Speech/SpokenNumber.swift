/// Numbers with all that English texts hang on them, in words.
enum SpokenNumber {
  /// The words for a whole chunk of text; nil where it is not a number of some kind.
  static func words(_ chunk: String, after previous: String?, before next: String?) -> String? {
    guard chunk.contains(where: { $0.isNumber }) else { return nil }
    if let shaped = SpokenDate.words(chunk) ?? fraction(chunk, after: previous) ?? range(chunk) {
      return shaped
    }
    return amount(chunk, after: previous, before: next)
  }

  // MARK: - One number

  /// `$3.5`, `21st`, `1990s`, `10km`, `5%`, `3x`, `~5`, `#1`.
  private static func amount(
    _ chunk: String,
    after previous: String?,
    before next: String?
  ) -> String? {
    var rest = chunk[...]
    var head = takePrefix(&rest)
    let isNegative = rest.first == "-" || rest.first == "\u{2212}"
    if isNegative, rest.dropFirst().first.map({ !$0.isNumber }) ?? true { rest = rest.dropFirst() }
    let currency = SpokenUnits.takeCurrency(from: &rest)
    if currency != nil, isNegative { head += "minus " }
    guard let number = WrittenNumber(takingFrom: &rest) else { return nil }
    if let currency { return money(number, rest, currency, next).map { head + $0 } }
    if let trailing = SpokenUnits.takeCurrency(from: &rest), rest.isEmpty {
      return money(number, "", trailing, next).map { head + $0 }
    }
    if rest.isEmpty { return head + plain(number, after: previous, before: next) }
    return suffixed(number, rest).map { head + $0 }
  }

  private static func plain(
    _ number: WrittenNumber,
    after previous: String?,
    before next: String?
  ) -> String {
    if let day = number.integer, (1...31).contains(day), number.whole.count <= 2 {
      if let previous, SpokenDate.isMonth(previous) { return NumberWords.ordinal(day) }
      if let next, SpokenDate.isMonth(next) { return "the \(NumberWords.ordinal(day)) of" }
    }
    let isCounted = next.map { SpokenUnits.words($0, singular: false) != nil } ?? false
    guard number.looksLikeYear, !isCounted, let year = number.integer else { return number.words }
    return NumberWords.year(year)
  }

  private static func suffixed(_ number: WrittenNumber, _ rest: Substring) -> String? {
    if let value = number.integer, value >= 0 {
      switch rest.lowercased() {
      case "st", "nd", "rd", "th": return NumberWords.ordinal(value)
      case "s", "'s", "\u{2019}s": return decade(value, number)
      case "am", "a.m", "a.m.": return number.words + " A.M"
      case "pm", "p.m", "p.m.": return number.words + " P.M"
      default: break
      }
    }
    if rest == "x" || rest == "×" { return number.words + (number.isSingular ? " time" : " times") }
    if rest == "+" { return number.words + " plus" }
    if rest == "k" { return number.words + " thousand" }
    if let scale = SpokenUnits.scales[String(rest)], rest.count == 2 {
      return number.words + " " + scale
    }
    return SpokenUnits.words(rest, singular: number.isSingular).map { number.words + " " + $0 }
  }

  /// `1990s`, `80s`.
  private static func decade(_ value: Int, _ number: WrittenNumber) -> String? {
    if number.looksLikeYear { return NumberWords.plural(NumberWords.year(value)) }
    return value % 10 == 0 && value < 100 ? NumberWords.plural(NumberWords.cardinal(value)) : nil
  }

  // MARK: - Money

  private static func money(
    _ number: WrittenNumber,
    _ rest: Substring,
    _ currency: SpokenUnits.Currency,
    _ next: String?
  ) -> String? {
    if !rest.isEmpty {
      return SpokenUnits.scales[String(rest)].map { "\(number.words) \($0) \(currency.many)" }
    }
    // `$3 million`: the next word takes the dollars.
    if let next, SpokenUnits.scaleWords.contains(next.lowercased()) { return number.words }
    guard let decimals = number.decimals, decimals.count == 2, let cents = Int(decimals) else {
      return number.words + " " + (number.isSingular ? currency.one : currency.many)
    }
    var wholePart = number
    wholePart.decimals = nil
    let units = wholePart.isSingular ? currency.one : currency.many
    let whole = wholePart.words + " " + units
    return cents == 0 ? whole : "\(whole) and \(NumberWords.cardinal(cents)) \(currency.cents)"
  }

  /// The words for `million` after `$3`.
  static func scaleOfMoney(_ chunk: String, after previous: String?) -> String? {
    guard SpokenUnits.scaleWords.contains(chunk.lowercased()), var rest = previous?[...],
      let currency = SpokenUnits.takeCurrency(from: &rest),
      WrittenNumber(takingFrom: &rest) != nil, rest.isEmpty
    else { return nil }
    return chunk + " " + currency.many
  }

  // MARK: - Several numbers

  /// `3/4`, and `1/2` after a whole number.
  private static func fraction(_ chunk: String, after previous: String?) -> String? {
    let parts = chunk.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let over = Int(parts[0]), let under = Int(parts[1]),
      parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), over >= 0, under > 0
    else { return nil }
    guard over < under, under <= 20 || under == 100 else {
      return NumberWords.cardinal(over) + " " + NumberWords.cardinal(under)
    }
    let joint = previous.map { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) } ?? false
    let denominator = under == 2 ? "half" : under == 4 ? "quarter" : NumberWords.ordinal(under)
    let words = NumberWords.cardinal(over) + " " + denominator + (over > 1 ? "s" : "")
    return joint ? "and " + words : words
  }

  /// `5–10 km`, `1914–18`, `$5-10`, `1920x1080`.
  private static func range(_ chunk: String) -> String? {
    for (mark, word) in marks {
      let parts = chunk.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 2, var left = parts.first, let right = parts.last,
        left.last?.isNumber == true, right.contains(where: { $0.isASCIIDigit })
      else { continue }
      let currency = SpokenUnits.takeCurrency(from: &left)
      guard let first = WrittenNumber(takingFrom: &left), left.isEmpty else { continue }
      if first.looksLikeYear, let years = yearRange(first, right) { return years }
      let second = (currency?.sign ?? "") + right
      guard let end = amount(second, after: nil, before: nil) else { continue }
      return "\(yearOrWords(first, beside: right)) \(word) \(end)"
    }
    return nil
  }

  private static func yearRange(_ first: WrittenNumber, _ right: Substring) -> String? {
    guard let start = first.integer, right.count == 2, let end = Int(right), end > start % 100
    else { return nil }
    return NumberWords.year(start) + " to " + NumberWords.twoDigits(end)
  }

  private static func yearOrWords(_ number: WrittenNumber, beside other: Substring) -> String {
    var rest = other
    guard number.looksLikeYear, let year = number.integer,
      WrittenNumber(takingFrom: &rest)?.looksLikeYear == true, rest.isEmpty
    else { return number.words }
    return NumberWords.year(year)
  }

  private static func takePrefix(_ rest: inout Substring) -> String {
    guard let first = rest.first, let word = prefixes[first], rest.count > 1 else { return "" }
    rest = rest.dropFirst()
    return word + " "
  }

  private static let marks: [(Character, String)] = [
    ("–", "to"), ("—", "to"), ("-", "to"), ("×", "by"), ("x", "by"),
  ]

  private static let prefixes: [Character: String] = [
    "~": "about", "≈": "about", "±": "plus or minus", "+": "plus", "<": "less than",
    ">": "more than", "≤": "at most", "≥": "at least", "#": "number", "=": "equals",
  ]
}
