import CutroomModel

/// A take does not say every word of its script.
struct WordsMissing: Rule {
  static let id = "words-missing"
  static let severity = Finding.Severity.error
  static let meaning = "a take does not say every word of its script"

  static func cure(project: String) -> String {
    "Bring the take up to date: cutroom run \(project); where nothing is to do: "
      + "cutroom run \(project) --stage narration --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let takes = Dictionary(evidence.documents.takes.map { ($0.content.segmentId, $0) }) { $1 }
    return evidence.segments.compactMap { segment in
      guard let take = takes[segment.id] else { return nil }
      let missing = missing(from: take.content.words, segment.text)
      guard let first = missing.first else { return nil }
      let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      let message = "The take lacks \"\(first.printable)\"\(others) of \(segment.place)"
      let hint = evidence.update(take.path, stage: "narration")
      return finding(evidence, at: take.path, message, hint: hint)
    }
  }

  private func missing(from words: [Timestamps.Word], _ text: String) -> [String] {
    let wanted = text.spokenWords
    let heard = words.flatMap(\.text.spokenWords)
    // Hyphens and the like may cut the same words in other places.
    if wanted.joined() == heard.joined() { return [] }
    var counts: [String: Int] = [:]
    for word in heard { counts[word, default: 0] += 1 }
    return wanted.filter { word in
      guard let left = counts[word], left > 0 else { return true }
      counts[word] = left - 1
      return false
    }
  }
}

extension String {
  /// The words of a text as letters and digits only, in lower case.
  fileprivate var spokenWords: [String] {
    split(whereSeparator: \.isWhitespace).compactMap { word in
      let letters = word.lowercased().filter { $0.isLetter || $0.isNumber }
      return letters.isEmpty ? nil : letters
    }
  }
}
