import CutroomModel

/// A word is said to be heard before its take begins or after it ends.
struct WordsOutsideAudio: Rule {
  static let id = "words-outside-audio"
  static let severity = Finding.Severity.error
  static let meaning = "a word is said to be heard before its take begins or after it ends"

  static func cure(project: String) -> String {
    "Make the take again: cutroom run \(project) --stage narration --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.documents.takes.compactMap { take in
      // Milliseconds round, and the voice's events may lie a little behind its last sample.
      let end = take.content.durationUs / 1000 &+ 50
      let words = take.content.words
      guard let index = words.firstIndex(where: { $0.startMs < 0 || $0.endMs > end }) else {
        return nil
      }
      let word = words[index]
      let message =
        "\"\(word.text.printable)\" from \(word.startMs) to \(word.endMs) ms, the take lasts "
        + take.content.durationUs.inSeconds
      return finding(evidence, at: "\(take.path)#/words/\(index)", message)
    }
  }
}
