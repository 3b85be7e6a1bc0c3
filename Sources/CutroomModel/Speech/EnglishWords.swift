/// English runs other than addresses and abbreviations, in words.
enum EnglishWords {
  static func speak(_ core: String, _ place: SpokenPlace) -> String {
    if let words = special[core] { return words }
    return SpokenNumber.words(core, after: place.previous, before: place.next)
      ?? SpokenNumber.scaleOfMoney(core, after: place.previous)
      ?? unit(core, place)
      ?? sign(core)
      ?? Acronym.words(core, place)
      ?? compound(core, place)
      ?? mixed(core)
      ?? withoutSigns(core)
  }

  /// A unit's symbol after a number.
  private static func unit(_ core: String, _ place: SpokenPlace) -> String? {
    let marks: Set<Character> = ["-", "–", "—"]
    guard var rest = place.previous?.split(whereSeparator: marks.contains).last,
      let number = WrittenNumber(takingFrom: &rest),
      rest.isEmpty
    else { return nil }
    return SpokenUnits.words(core, singular: number.isSingular)
  }

  private static func sign(_ core: String) -> String? {
    core.count == 1 ? core.first.flatMap { signs[$0] } : nil
  }

  /// `COVID-19`, `and/or`, `R&B`, `#dunes`: each part for itself.
  private static func compound(_ core: String, _ place: SpokenPlace) -> String? {
    let signs: [Character: String] = [
      "&": "and", "+": "plus", "=": "equals", "@": "at", "%": "percent",
    ]
    let breaks: Set<Character> = ["-", "–", "—", "/", "_", "\u{2010}", "\u{2011}", "#", "→", "…"]
    guard core.contains(where: { breaks.contains($0) || signs[$0] != nil }) else { return nil }
    // A hyphen inside an ordinary word is the voice's business.
    let isWord = core.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" || $0 == "’" }
    if isWord, !core.split(separator: "-").contains(where: { $0.allSatisfy(\.isUppercase) }) {
      return nil
    }
    var words: [String] = []
    var part = ""
    func finish() {
      if !part.isEmpty { words.append(speak(part, SpokenPlace(isShouting: place.isShouting))) }
      part = ""
    }
    for character in core {
      if breaks.contains(character) || signs[character] != nil {
        finish()
        if let word = signs[character] { words.append(word) }
      } else {
        part.append(character)
      }
    }
    finish()
    return words.joined(separator: " ")
  }

  /// `MP3`, `H2O`, `F16`, `1.2.3`: letters spelled, numbers read.
  private static func mixed(_ core: String) -> String? {
    guard core.contains(where: \.isASCIIDigit) else { return nil }
    var words: [String] = []
    var rest = core[...]
    while let first = rest.first {
      if first.isASCIIDigit {
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest = rest.dropFirst(digits.count)
        let isCode = digits.first == "0" || digits.count > 4
        words.append(isCode ? NumberWords.digits(digits) : NumberWords.cardinal(Int(digits) ?? 0))
      } else if first.isLetter {
        let letters = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(letters.count)
        let isSpelled = letters.count <= 3 && letters.allSatisfy { $0.isUppercase }
        words.append(isSpelled ? Acronym.spelled(letters) : String(letters))
      } else {
        rest = rest.dropFirst()
        if let word = first == "." ? "point" : signs[first] { words.append(word) }
      }
    }
    return words.joined(separator: " ")
  }

  /// The word without the characters that a voice would name or stumble over.
  private static func withoutSigns(_ core: String) -> String {
    core.filter { $0.isLetter || $0.isNumber || "'’.,-".contains($0) || $0.isMarked }
  }

  private static let special = [
    "w/": "with", "w/o": "without", "24/7": "twenty-four seven", "C++": "C plus plus",
    "C#": "C sharp", "and/or": "and or", "OK": "okay", "TL;DR": "T.L.D.R",
  ]

  private static let signs: [Character: String] = [
    "&": "and", "+": "plus", "=": "equals", "#": "number", "%": "percent", "@": "at",
    "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "about", "~": "about",
    "<": "less than", ">": "greater than", "≤": "at most", "≥": "at least", "→": "to",
    "°": "degrees", "§": "section", "€": "euros", "$": "dollars", "£": "pounds", "½": "a half",
    "©": "copyright", "√": "square root of", "∞": "infinity", "/": "slash",
  ]
}

extension Character {
  /// A letter that a mark was put on without a letter of its own.
  fileprivate var isMarked: Bool { unicodeScalars.contains { $0.properties.isAlphabetic } }
}
