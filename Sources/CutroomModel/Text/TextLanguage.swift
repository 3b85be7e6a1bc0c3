/// A language whose texts cutroom can take apart; the raw value is its ISO 639-1 code.
package enum TextLanguage: String, Codable, Sendable, CaseIterable {
  case english = "en"
  case german = "de"
  case french = "fr"
  case spanish = "es"
  case italian = "it"
  case dutch = "nl"
  case portuguese = "pt"

  /// The language of a tag such as `en-GB`; nil where it is another one.
  package init?(tag: String) {
    let primary = tag.prefix { $0 != "-" && $0 != "_" }
    self.init(rawValue: primary.lowercased())
  }

  /// The words that carry grammar rather than meaning, in lower case.
  package var stopWords: Set<String> { StopWords.sets[self] ?? [] }
}

extension TextLanguage {
  /// Guesses the language of a text from its stop words.
  ///
  /// Each word votes for the languages that have it as a stop word, one vote shared among them.
  /// Fewer than two votes for the best one leave `fallback`; of equals the first declared wins.
  package static func guess(_ text: String, fallback: TextLanguage = .english) -> TextLanguage {
    var votes: [TextLanguage: Int] = [:]
    for word in Words.split(text).prefix(2000) {
      guard let voters = StopWords.languages[word.key] else { continue }
      for language in voters { votes[language, default: 0] += wholeVote / voters.count }
    }
    let best = allCases.reduce(fallback) { best, language in
      votes[language, default: 0] > votes[best, default: 0] ? language : best
    }
    return votes[best, default: 0] >= 2 * wholeVote ? best : fallback
  }

  /// Divides by every possible number of voters.
  private static let wholeVote = 420
}
