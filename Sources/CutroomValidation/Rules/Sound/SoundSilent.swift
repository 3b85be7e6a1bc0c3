import CutroomModel

/// A take or the music is silent where something should be heard.
struct SoundSilent: Rule {
  static let id = "sound-silent"
  static let severity = Finding.Severity.error
  static let meaning =
    "a take, or with --deep the music, is silent where something should be heard"

  static func cure(project: String) -> String {
    "Make the take again: cutroom run \(project) --stage narration --force"
  }

  /// Shorter ones may be signs that nobody speaks.
  private static let shortestWordMs: Int64 = 100

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.heardTakes.compactMap { finding(evidence, $0) } + musicFindings(evidence)
  }

  private func finding(_ evidence: Evidence, _ take: HeardTake) -> Finding? {
    let hint = "Make the take again: \(evidence.remake(take.path, stage: "narration"))"
    if take.sound.isSilent(throughout: take.durationUs) {
      let message = "Nothing is heard in all of its \(take.durationUs.inSeconds)"
      return finding(evidence, at: take.path, message, hint: hint)
    }
    let words = take.document.content.words
    let lost =
      take.document.content.areWordsEstimated ? [] : words.filter { isLost($0, take.sound) }
    guard let first = lost.first else { return nil }
    let message =
      "\(lost.count) of its \(words.count) words are in silence, the first \"\(first.text.printable)\""
      + " at \(first.startUs.inSeconds)"
    return finding(
      evidence,
      at: take.path,
      message,
      hint: hint,
      severity: lost.count > words.count / 2 ? .error : .warning
    )
  }

  private func isLost(_ word: Timestamps.Word, _ sound: SoundMeasure) -> Bool {
    let length = word.endMs.subtractingReportingOverflow(word.startMs)
    guard !length.overflow, length.partialValue >= Self.shortestWordMs else { return false }
    return sound.silences.contains { $0.startUs <= word.startUs && word.endUs <= $0.endUs }
  }

  private func musicFindings(_ evidence: Evidence) -> [Finding] {
    evidence.heardMusic.compactMap { path, sound, durationUs in
      guard sound.isSilent(throughout: durationUs) else { return nil }
      return finding(
        evidence,
        at: path,
        "Nothing is heard in all of its \(durationUs.inSeconds)",
        hint: "Put another piece into library/music, then: cutroom run \(evidence.project)",
        severity: .warning
      )
    }
  }
}

extension Timestamps.Word {
  fileprivate var startUs: Int64 { startMs.multipliedClamping(by: 1000) }
  fileprivate var endUs: Int64 { endMs.multipliedClamping(by: 1000) }
}

extension Int64 {
  fileprivate func multipliedClamping(by factor: Int64) -> Int64 {
    Int64(clamping: Int128(self) * Int128(factor))
  }
}
