import CutroomModel

/// Finds the stretches of sound in which every sample of every channel is quiet.
struct SilenceMeter {
  // 10 to the power of a twentieth of SoundMeasure.silenceLevel.
  private static let threshold: Float = 0.001

  private var collector = SpanCollector(
    shortestUs: SoundMeasure.shortestSilenceUs,
    most: SoundMeasure.mostSilences
  )

  /// Takes the next interleaved samples, full scale at ±1, the first of them heard at `startUs`.
  mutating func add(_ samples: [Float], channels: Int, startUs: Int64, rate: Int) {
    var isQuiet = collector.since != nil
    var place = 0
    samples.withUnsafeBufferPointer { samples in
      while place + channels <= samples.count {
        var isLoud = false
        for channel in 0..<channels where samples[place + channel].magnitude > Self.threshold {
          isLoud = true
        }
        if isLoud == isQuiet || place == 0 {
          let frame = Int64(place / channels)
          collector.note(!isLoud, from: startUs + frame.scaled(by: 1_000_000, over: Int64(rate)))
          isQuiet = !isLoud
        }
        place += channels
      }
    }
  }

  /// The silences, once the sound has ended at `endUs`.
  func spans(endUs: Int64) -> [TimeSpan] {
    var collector = collector
    collector.end(at: endUs)
    return collector.spans
  }
}
