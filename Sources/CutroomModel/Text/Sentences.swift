/// Splitting text into sentences.
package enum Sentences {
  /// The sentences in order, each with its closing punctuation and quotes, on one line.
  ///
  /// A line break always ends a sentence. A full stop does not after an abbreviation, an initial or
  /// inside a number, and no mark does before a small letter.
  package static func split(_ text: String, language: TextLanguage = .english) -> [String] {
    text.split(whereSeparator: \.isNewline).flatMap { line in
      var splitter = SentenceSplitter(line, language: language)
      return splitter.sentences()
    }
  }
}

private struct SentenceSplitter {
  private let characters: [Character]
  private let language: TextLanguage
  private var start = 0

  init(_ line: Substring, language: TextLanguage) {
    characters = Array(line)
    self.language = language
  }

  mutating func sentences() -> [String] {
    var sentences: [String] = []
    var index = 0
    while index < characters.count {
      guard Self.terminators.contains(characters[index]) else {
        index += 1
        continue
      }
      let mark = index
      while index < characters.count, Self.terminators.contains(characters[index]) { index += 1 }
      let isSingleStop = index == mark + 1 && characters[mark] == "."
      while index < characters.count, Self.closers.contains(characters[index]) { index += 1 }
      if endsSentence(mark: mark, next: index, isSingleStop: isSingleStop) {
        sentences.append(contentsOf: take(upTo: index))
      }
    }
    return sentences + take(upTo: characters.count)
  }

  /// The text from the last boundary to `end` with its spaces put in order; nothing where it is
  /// blank.
  private mutating func take(upTo end: Int) -> [String] {
    defer { start = end }
    let words = characters[start..<end].split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? [] : [words.map { String($0) }.joined(separator: " ")]
  }

  private func endsSentence(mark: Int, next: Int, isSingleStop: Bool) -> Bool {
    guard next < characters.count else { return true }
    if Self.wideTerminators.contains(characters[mark]) { return true }
    guard characters[next].isWhitespace else { return false }
    guard let follower = word(from: next) else { return true }
    if follower.first?.isLowercase == true { return false }
    guard isSingleStop else { return true }
    let word = word(before: mark)
    if let holds = Abbreviations.holdsStop(word, follower: follower, language) { return !holds }
    if language == .german, isDayOfMonth(word) { return false }
    // Initials, `U.S.` and the like end a sentence only where the next word is one that starts one.
    guard word.count == 1 && word.first?.isUppercase == true || word.contains(".") else {
      return true
    }
    return word.allSatisfy(\.isNumber) || language.stopWords.contains(follower.lowercased())
  }

  /// Whether it may be a day as in `am 3. Mai`.
  private func isDayOfMonth(_ word: String) -> Bool {
    guard let day = Int(word) else { return false }
    return (1...31).contains(day)
  }

  /// The characters between the space before `mark` and it, without opening quotes.
  private func word(before mark: Int) -> String {
    var first = mark
    while first > start, !characters[first - 1].isWhitespace { first -= 1 }
    return String(characters[first..<mark].drop { !$0.isLetter && !$0.isNumber })
  }

  /// The word after the space at `index`, without opening quotes; nil where none follows.
  private func word(from index: Int) -> String? {
    let rest = characters[index...].drop { $0.isWhitespace || Self.openers.contains($0) }
    guard rest.first != nil else { return nil }
    return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "'" || $0 == "\u{2019}" })
  }

  private static let terminators: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  private static let wideTerminators: Set<Character> = ["。", "！", "？"]
  private static let closers: Set<Character> = [
    "\"", "'", "”", "’", "“", "»", "«", "›", "‹", ")", "]", "」", "』",
  ]
  private static let openers: Set<Character> = [
    "\"", "'", "“", "‘", "„", "‚", "«", "»", "‹", "›", "(", "[", "¿", "¡", "-", "–", "—",
  ]
}
