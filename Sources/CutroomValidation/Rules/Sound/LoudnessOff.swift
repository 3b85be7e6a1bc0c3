import CutroomModel

/// Takes are not as loud as one another, or all far too quiet.
struct LoudnessOff: Rule {
  static let id = "loudness-off"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a take is more than 6 LU louder or quieter than the others, or all are below −36 LUFS"

  static func cure(project: String) -> String {
    "Bring the recording to the level of the others, then: cutroom run \(project)"
  }

  /// What a listener takes for another distance from the microphone, in LU.
  private static let mostApart = 6.0
  /// So much below the target of a video, in LU, noise is heard once all is brought up to it.
  private static let mostGain = 20.0

  func findings(in evidence: Evidence) -> [Finding] {
    let takes = evidence.heardTakes.compactMap { take in
      take.sound.loudness.map { (path: take.path, loudness: $0) }
    }
    let order = takes.map(\.loudness).sorted()
    guard !order.isEmpty else { return [] }
    let middle = order[order.count / 2]
    let apart = takes.compactMap { take -> Finding? in
      guard abs(take.loudness - middle) > Self.mostApart else { return nil }
      let message = "It has \(take.loudness.tenths) LUFS, the takes together \(middle.tenths)"
      return finding(evidence, at: take.path, message)
    }
    return apart + quiet(evidence, middle)
  }

  private func quiet(_ evidence: Evidence, _ middle: Double) -> [Finding] {
    let gain = Loudness.target - middle
    guard gain > Self.mostGain else { return [] }
    let message =
      "The takes have \(middle.tenths) LUFS: to be heard they are raised by \(gain.tenths) dB, "
      + "and their noise with them"
    let hint = "Record the takes louder, then: cutroom run \(evidence.project)"
    return [finding(evidence, at: "assets/audio", message, hint: hint)]
  }
}
