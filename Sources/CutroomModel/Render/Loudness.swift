/// How loud something is (EBU R 128).
package struct Loudness: Codable, Equatable, Sendable {
  /// Integrated, in LUFS; −70 and less is silence.
  package var integrated: Double
  /// In dBTP; −120 where there is no sound at all.
  package var truePeak: Double

  package init(integrated: Double, truePeak: Double) {
    self.integrated = integrated
    self.truePeak = truePeak
  }

  /// What a finished video has.
  package static let target = -16.0
  package static let tolerance = 1.0
  package static let highestPeak = -1.0

  package var isSilence: Bool { !integrated.isFinite || integrated <= -69.9 }

  /// The gain in dB that brings it to `target`; none for silence, and never more than 40 dB.
  package func gain(to target: Double) -> Double {
    isSilence ? 0 : max(-40, min(40, target - integrated))
  }

  /// Reads the summary that ffmpeg's `ebur128` prints last; nil where there is none.
  package init?(ebur128Log log: String) {
    var integrated: Double?
    var peak: Double?
    for line in log.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.last == "Summary:" { (integrated, peak) = (nil, nil) }
      guard words.count == 3 else { continue }
      if words[0] == "I:", words[2] == "LUFS" { integrated = Self.level(words[1]) }
      if words[0] == "Peak:", words[2] == "dBFS" { peak = Self.level(words[1]) }
    }
    guard let integrated else { return nil }
    self.init(integrated: max(-70, integrated), truePeak: max(-120, peak ?? -120))
  }

  private static func level(_ text: Substring) -> Double? {
    text == "-inf" ? -120 : Double(text)
  }
}
