import CutroomModel

/// A take or the music was recorded too loud: its peaks are cut off.
struct SoundClipped: Rule {
  static let id = "sound-clipped"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a take, or with --deep the music, was recorded too loud: its peaks are cut off"

  static func cure(project: String) -> String {
    "Record it again at a lower level, or take another, then: cutroom run \(project)"
  }

  /// A millisecond at 48 kHz; less is not heard.
  private static let fewest = 48

  func findings(in evidence: Evidence) -> [Finding] {
    let takes = evidence.heardTakes.map { ($0.path, $0.sound) }
    let music = evidence.heardMusic.map { ($0.path, $0.sound) }
    return (takes + music).compactMap { path, sound in
      guard sound.clippedSamples >= Self.fewest else { return nil }
      let message = "\(sound.clippedSamples) samples stand at full scale, which crackles"
      return finding(evidence, at: path, message)
    }
  }
}
