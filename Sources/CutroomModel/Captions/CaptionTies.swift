/// Words that are read as one, so that no line or caption should end between them.
enum CaptionTies {
  /// Whether two words belong together: a number and what it counts, the parts of a name.
  static func tie(_ word: String, _ next: String) -> Bool {
    if isTitle(word) { return startsLarge(next) }
    if CaptionText.endsPhrase(word) { return false }
    if endsInNumber(word) { return next.first?.isLetter ?? false || isSign(next) }
    if isSign(word) { return next.first?.isNumber ?? false }
    return startsLarge(word) && (startsLarge(next) || next.first?.isNumber ?? false)
  }

  /// "3.5", "2", "1,000", "20-year" does not, for its unit is with it.
  private static func endsInNumber(_ word: String) -> Bool {
    guard word.contains(where: \.isNumber) else { return false }
    return word.last.map { $0.isNumber || $0 == "%" } ?? false
  }

  /// "%", "€", "°C".
  private static func isSign(_ word: String) -> Bool {
    guard let first = word.first, word.count <= 2 else { return false }
    return "%‰°€$£¥×±№#".contains(first)
  }

  /// "Dr.", "J.": a point that ends no sentence.
  private static func isTitle(_ word: String) -> Bool {
    guard word.last == ".", startsLarge(word) else { return false }
    return word.count == 2 || titles.contains(String(word.dropLast()))
  }

  private static func startsLarge(_ word: String) -> Bool {
    word.first { $0.isLetter || $0.isNumber }?.isUppercase ?? false
  }

  private static let titles: Set<String> = [
    "Dr", "Mr", "Mrs", "Ms", "Mme", "Prof", "St", "Sr", "Sra", "Hr", "Fr",
  ]
}
