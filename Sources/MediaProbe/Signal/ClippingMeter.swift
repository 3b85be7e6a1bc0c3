import CutroomModel

/// Counts samples that stand at full scale one after another, in each channel by itself.
struct ClippingMeter {
  private var count = 0
  /// Of each channel, how many samples at full scale came last; negative ones stood at the bottom.
  private var runs: [Int] = []

  /// Takes the next interleaved samples; `fullScale` is the largest value that their format has.
  mutating func add(_ samples: [Float], channels: Int, fullScale: Float) {
    if runs.count != channels {
      count = clipped
      runs = Array(repeating: 0, count: channels)
    }
    samples.withUnsafeBufferPointer { samples in
      var channel = 0
      for sample in samples {
        let run = runs[channel]
        if sample >= fullScale {
          runs[channel] = run >= 0 ? run + 1 : begin(after: run, with: 1)
        } else if sample <= -fullScale {
          runs[channel] = run <= 0 ? run - 1 : begin(after: run, with: -1)
        } else if run != 0 {
          runs[channel] = begin(after: run, with: 0)
        }
        channel = channel + 1 == channels ? 0 : channel + 1
      }
    }
  }

  /// All clipped samples so far.
  var clipped: Int { runs.reduce(count) { $0 + Self.clipped(in: $1) } }

  private mutating func begin(after run: Int, with next: Int) -> Int {
    count += Self.clipped(in: run)
    return next
  }

  private static func clipped(in run: Int) -> Int {
    abs(run) >= SoundMeasure.clippingRun ? abs(run) : 0
  }
}
