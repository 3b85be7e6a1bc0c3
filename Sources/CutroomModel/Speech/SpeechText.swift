/// Turning written text into what a voice should say.
package enum SpeechText {
  /// One token for each run of characters between spaces, in order: `display` is the run as
  /// written, `spoken` what to say for it with the punctuation that makes pauses.
  ///
  /// English numbers, units, abbreviations, acronyms, addresses and symbols become words; in other
  /// languages only addresses do, since the speech engine reads the rest. Emoji are never spoken:
  /// a run of nothing else has an empty `spoken`.
  package static func tokens(_ text: String, language: TextLanguage = .english) -> [SpeechToken] {
    let runs = text.split(whereSeparator: \.isWhitespace).map { SpokenRun(String($0)) }
    let isShouting = isShouting(runs)
    var tokens: [SpeechToken] = []
    for (index, run) in runs.enumerated() {
      let place = SpokenPlace(
        previous: index > 0 ? runs[index - 1].core : nil,
        next: index + 1 < runs.count ? runs[index + 1].core : nil,
        hasStop: run.tail.hasPrefix("."),
        isShouting: isShouting
      )
      let spoken = speak(run, place, language)
      if run.core.isEmpty, spoken.isEmpty, let last = tokens.indices.last {
        tokens[last].addPause(run.isDash ? "," : run.pause)
      }
      tokens.append(SpeechToken(display: run.written, spoken: spoken))
    }
    return tokens
  }

  /// The first URL or e-mail address in a text; nil where it has none but names such as `example.org`.
  package static func address(in text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).map { SpokenRun(String($0)).core }.first { core in
      if core.contains("://") || core.lowercased().hasPrefix("www.") { return true }
      return core.contains { "/@".contains($0) } && SpokenAddress.words(core, .english) != nil
    }
  }

  private static func speak(
    _ run: SpokenRun,
    _ place: SpokenPlace,
    _ language: TextLanguage
  ) -> String {
    if run.core.isEmpty { return run.isDash ? rangeWord(place, language) : "" }
    if let address = SpokenAddress.words(run.core, language) { return address + run.pause }
    guard language == .english else { return run.core + run.pause }
    if place.hasStop, let abbreviation = SpokenAbbreviation(run.core, place) {
      let endsSentence = abbreviation.mayEndSentence && place.startsSentenceNext
      return abbreviation.words + (endsSentence ? run.pause : String(run.pause.dropFirst()))
    }
    return EnglishWords.speak(run.core, place) + run.pause
  }

  /// A dash that stands alone between numbers.
  private static func rangeWord(_ place: SpokenPlace, _ language: TextLanguage) -> String {
    guard language == .english, place.previous?.last?.isNumber == true,
      place.next?.first?.isNumber == true
    else { return "" }
    return "to"
  }

  /// Whether the text is written in capitals, so that they say nothing about its words.
  private static func isShouting(_ runs: [SpokenRun]) -> Bool {
    let words = runs.map(\.core).filter { $0.filter(\.isLetter).count >= 4 }
    return words.count >= 2 && words.allSatisfy { !$0.contains(where: \.isLowercase) }
  }
}

extension SpeechToken {
  /// Takes over the pause of a dash, or of marks behind an emoji.
  fileprivate mutating func addPause(_ marks: String) {
    guard let last = spoken.last, last.isLetter || last.isNumber else { return }
    spoken += marks
  }
}

/// Where a run stands.
struct SpokenPlace {
  var previous: String?
  var next: String?
  /// A full stop follows the run directly.
  var hasStop = false
  var isShouting = false

  /// Nothing follows, or a word with a capital.
  var startsSentenceNext: Bool { next?.first.map { $0.isUppercase } ?? true }
}

/// A run of characters taken apart: what stands around the core is not spoken but for pauses.
struct SpokenRun {
  let written: String
  let core: String
  /// Punctuation after the core.
  let tail: String

  init(_ written: String) {
    self.written = written
    let plain = Emoji.removed(from: written)
    let start = Self.withoutOpeners(plain)
    let end = start.lastIndex { !Self.closers.contains($0) }
    core = end.map { String(start[...$0]) } ?? ""
    tail = end.map { String(start[start.index(after: $0)...]) } ?? String(start)
  }

  /// The marks in the tail that change how a voice goes on.
  var pause: String {
    tail.reduce(into: "") { marks, mark in
      switch mark {
      case ".", "!", "?", ",", ";", ":": marks.append(mark)
      case "…": marks += "..."
      case "–", "—": marks += ","
      default: break
      }
    }
  }

  var isDash: Bool { core.isEmpty && !written.isEmpty && written.allSatisfy { "-–—".contains($0) } }

  private static func withoutOpeners(_ text: String) -> Substring {
    var rest = text[...]
    while let first = rest.first, openers.contains(first) {
      let next = rest.dropFirst().first
      if first == "-", next.map({ $0.isNumber || $0.isCurrencySymbol || $0 == "." }) == true {
        break
      }
      rest = rest.dropFirst()
    }
    return rest
  }

  private static let openers: Set<Character> = [
    "\"", "'", "“", "”", "‘", "’", "„", "‚", "«", "»", "‹", "›", "(", "[", "{", "¿", "¡", "*", "_",
    "•", "·", "…", "–", "—", "-", "|", "`",
  ]
  private static let closers: Set<Character> = [
    "\"", "'", "“", "”", "‘", "’", "«", "»", "‹", "›", ")", "]", "}", "*", "_", ".", "!", "?", ",",
    ";", ":", "…", "–", "—", "-", "|", "`",
  ]
}
