import CutroomModel

/// The words of a take are not one after another.
struct WordsOrder: Rule {
  static let id = "words-order"
  static let severity = Finding.Severity.error
  static let meaning = "the words of a take are not one after another"

  static func cure(project: String) -> String {
    "Make the take again: cutroom run \(project) --stage narration --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.documents.takes.compactMap { take in
      guard let index = firstFault(take.content.words) else { return nil }
      let word = take.content.words[index]
      let message =
        "\"\(word.text.printable)\" from \(word.startMs) to \(word.endMs) ms is out of order"
      return finding(evidence, at: "\(take.path)#/words/\(index)", message)
    }
  }

  private func firstFault(_ words: [Timestamps.Word]) -> Int? {
    words.indices.first { index in
      let word = words[index]
      if word.endMs < word.startMs { return true }
      guard index > 0 else { return false }
      return word.startMs < words[index - 1].startMs || word.endMs < words[index - 1].endMs
    }
  }
}
