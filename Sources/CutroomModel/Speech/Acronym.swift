/// Words of capitals: spelled out, or read as a word where English can.
enum Acronym {
  /// The spelling of `FBI`, `DVDs`, `U.S.A`; nil for what is not spelled.
  static func words(_ core: String, _ place: SpokenPlace) -> String? {
    if let dotted = dotted(core) { return dotted }
    let (letters, ending) = split(core)
    guard (2...6).contains(letters.count), letters.allSatisfy({ $0.isASCII && $0.isUppercase })
    else { return nil }
    let name = String(letters)
    if isWord(name) { return name + ending }
    if place.isShouting, !known.contains(name) { return name.lowercased() + ending }
    // Letters with points between are spelled by every engine; the plural reads the same.
    return spelled(letters) + (ending.isEmpty ? "" : "s")
  }

  static func spelled(_ letters: some StringProtocol) -> String {
    letters.map { String($0) }.joined(separator: ".")
  }

  /// Splits off a plural or possessive ending.
  private static func split(_ core: String) -> (letters: Substring, ending: String) {
    for ending in ["'s", "\u{2019}s", "s"] where core.hasSuffix(ending) {
      return (core.dropLast(ending.count), ending)
    }
    return (core[...], "")
  }

  /// `U.S`, `U.S.A`: single capitals with points between.
  static func dotted(_ core: String) -> String? {
    let parts = core.split(separator: ".")
    guard parts.count >= 2, parts.allSatisfy({ $0.count == 1 && $0.first?.isUppercase == true })
    else { return nil }
    return spelled(parts.joined())
  }

  private static func isWord(_ name: String) -> Bool {
    if spoken.contains(name) { return true }
    guard name.count >= 4, !known.contains(name) else { return false }
    // Vowels and consonants that take turns can be said: NATO, UNESCO.
    var run = 0
    var previous: Bool?
    for letter in name {
      let isVowel = "AEIOUY".contains(letter)
      run = isVowel == previous ? run + 1 : 1
      previous = isVowel
      if run > 2 { return false }
    }
    let vowels = name.filter { "AEIOUY".contains($0) }.count
    return vowels * 3 >= name.count && vowels < name.count
  }

  /// Short ones that are said as words.
  private static let spoken: Set<String> = [
    "NASA", "NATO", "OPEC", "AIDS", "SARS", "COVID", "FIFA", "UEFA", "UNICEF", "UNESCO", "RADAR",
    "LASER", "SONAR", "ASCII", "JPEG", "GIF", "RAM", "SIM", "PIN", "LED", "SWAT", "NAFTA", "ESA",
    "BAFTA", "ASEAN", "ACE",
  ]

  /// Those that are spelled although they could be said, or stand in a headline of capitals.
  private static let known: Set<String> = [
    "IEEE", "USA", "UK", "US", "EU", "UN", "FBI", "CIA", "BBC", "CNN", "IBM", "GDP", "CEO", "AI",
    "IT", "TV", "DNA", "RNA", "UFO", "NGO", "URL", "API", "CPU", "GPU", "USB", "HTML", "YMCA",
  ]
}
