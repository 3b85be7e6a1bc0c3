/// A phrase that says what a text is about, in lower case.
package struct KeyPhrase: Codable, Hashable, Sendable {
  package var text: String
  package var score: Double

  package init(text: String, score: Double) {
    self.text = text
    self.score = score
  }
}

/// Key phrases by RAKE.
///
/// S. Rose, D. Engel, N. Cramer and W. Cowley, “Automatic Keyword Extraction
/// from Individual Documents”, in Text Mining, Wiley 2010.
///
/// Candidates are the runs of words between stop words and punctuation. A word scores
/// `deg(w) / freq(w)`, its co-occurrences in candidates over its occurrences; a phrase scores the
/// sum of its words.
package enum KeyPhrases {
  /// Longer runs are no phrases but lists or sentences without stop words.
  package static let longestPhrase = 4

  /// The best `limit` phrases, best first.
  ///
  /// Of equals the one that occurs more often comes first, then the one that occurs earlier.
  /// Scores are rounded to millionths.
  package static func rake(_ text: String, language: TextLanguage, limit: Int) -> [KeyPhrase] {
    let candidates = candidates(in: text, language)
    let scores = wordScores(candidates)
    var phrases: [[String]: Occurrence] = [:]
    for (place, words) in candidates.enumerated() {
      phrases[words, default: Occurrence(first: place)].count += 1
    }
    let ranked = phrases.map { words, occurrence in
      let score = words.reduce(0) { $0 + scores[$1, default: 0] }
      return (words: words, score: score.inMillionths, occurrence: occurrence)
    }
    let sorted = ranked.sorted { left, right in
      if left.score != right.score { return left.score > right.score }
      if left.occurrence.count != right.occurrence.count {
        return left.occurrence.count > right.occurrence.count
      }
      return left.occurrence.first < right.occurrence.first
    }
    return sorted.prefix(max(0, limit)).map {
      KeyPhrase(text: $0.words.joined(separator: " "), score: $0.score)
    }
  }

  private struct Occurrence {
    var first: Int
    var count = 0
  }

  private static func candidates(in text: String, _ language: TextLanguage) -> [[String]] {
    let stopWords = language.stopWords
    var candidates: [[String]] = []
    var run: [String] = []
    func finish() {
      if run.count <= longestPhrase, !run.isEmpty { candidates.append(run) }
      run = []
    }
    for word in Words.split(text) {
      let isStop = stopWords.contains(word.key) || !word.hasLetter || word.key.count < 2
      if word.startsPhrase || isStop { finish() }
      if !isStop { run.append(withoutPossessive(word.key)) }
    }
    finish()
    return candidates
  }

  private static func wordScores(_ candidates: [[String]]) -> [String: Double] {
    var frequency: [String: Int] = [:]
    var degree: [String: Int] = [:]
    for words in candidates {
      for word in words {
        frequency[word, default: 0] += 1
        degree[word, default: 0] += words.count
      }
    }
    return frequency.reduce(into: [:]) { scores, entry in
      scores[entry.key] = Double(degree[entry.key, default: 0]) / Double(entry.value)
    }
  }

  private static func withoutPossessive(_ word: String) -> String {
    word.hasSuffix("'s") ? String(word.dropLast(2)) : word
  }
}
