/// How long a voice will take, before it has spoken.
package enum SpeechDuration {
  /// The estimated length in milliseconds of tokens spoken at `wordsPerMinute`.
  ///
  /// A minute holds `wordsPerMinute` × 1.75 syllables; a comma adds the time of 1.5 syllables, the
  /// end of a sentence of 3. Syllables are counted as groups of vowels without a silent final e. The
  /// figures are fitted to libespeak-ng's English, whose paragraphs they meet within a tenth.
  package static func milliseconds(_ tokens: [SpeechToken], wordsPerMinute: Int) -> Int {
    let tenths = tokens.reduce(0) { $0 + weight(of: $1.spoken) }
    return tenths * 24_000 / (max(1, wordsPerMinute) * 7)
  }

  /// The estimate for text that has not been normalised yet.
  package static func milliseconds(
    _ text: String,
    language: TextLanguage = .english,
    wordsPerMinute: Int
  ) -> Int {
    milliseconds(SpeechText.tokens(text, language: language), wordsPerMinute: wordsPerMinute)
  }

  /// The length of spoken text in tenths of a syllable.
  private static func weight(of spoken: String) -> Int {
    let words = spoken.split { $0.isWhitespace || $0 == "-" }
    return words.reduce(0) { $0 + syllables($1) * 10 + pause(after: $1) }
  }

  private static func pause(after word: Substring) -> Int {
    switch word.last {
    case ".", "!", "?": 30
    case ",", ";", ":": 15
    default: 0
    }
  }

  static func syllables(_ word: some StringProtocol) -> Int {
    let letters = word.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "." }
    let spelled = letters.split(separator: ".")
    if spelled.count > 1, spelled.allSatisfy({ $0.count == 1 }) { return spelled.count }
    var count = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = vowels.contains(letter)
      if isVowel && !wasVowel || letter.isNumber { count += 1 }
      wasVowel = isVowel
    }
    if endsInSilentE(letters) { count -= 1 }
    return letters.isEmpty ? 0 : max(1, count)
  }

  /// `tone`, `tones`, `toned`, but not `table`, `roses`, `rated`.
  private static func endsInSilentE(_ letters: String) -> Bool {
    if letters.hasSuffix("e") { return !letters.hasSuffix("le") }
    let stem = letters.dropLast(2)
    guard let last = stem.last, !vowels.contains(last) else { return false }
    if letters.hasSuffix("es") { return !"sxzcgh".contains(last) && !stem.hasSuffix("l") }
    return letters.hasSuffix("ed") && last != "t" && last != "d"
  }

  private static let vowels: Set<Character> = Set("aeiouyäöüáéíóúàèìòùâêîôûãõåæøœ")
}
