import CFFmpeg
import CutroomModel
import Glibc

/// Takes short stretches of sound apart into frequencies, by libavutil's transform.
final class SpectrumAnalyser {
  /// Samples of one stretch.
  static let window = 2048
  /// Frequencies of one spectrum, from 0 to half the sample rate.
  static let bins = window / 2

  private var context: OpaquePointer?
  private let transform: av_tx_fn
  private let input: UnsafeMutablePointer<AVComplexFloat>
  private let output: UnsafeMutablePointer<AVComplexFloat>
  private let shape: [Float]

  init() throws(WorkerFailure) {
    var (context, transform): (OpaquePointer?, av_tx_fn?) = (nil, nil)
    try require(
      av_tx_init(&context, &transform, AV_TX_FLOAT_FFT, 0, CInt(Self.window), nil, 0),
      .system,
      "the transform cannot be prepared"
    )
    self.context = context
    self.transform = try allocated(transform)
    input = try Self.buffer()
    output = try Self.buffer()
    // Hann: what lies between two frequencies spreads over few.
    shape = (0..<Self.window).map { index in
      Float(0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(Self.window)))
    }
  }

  deinit {
    av_tx_uninit(&context)
    av_free(input)
    av_free(output)
  }

  /// The level of each frequency in dB below full scale: 0 for a sine that fills the range.
  func levels(of samples: ArraySlice<Int16>) -> [Float] {
    for index in 0..<Self.window {
      let place = samples.startIndex + index
      let sample = place < samples.endIndex ? Float(samples[place]) : 0
      input[index] = AVComplexFloat(re: sample * shape[index], im: 0)
    }
    transform(context, output, input, MemoryLayout<AVComplexFloat>.stride)
    // Half of a sine's strength is among the mirrored frequencies, half is taken by the shape.
    let whole = Float(Self.window) / 4 * 32_768
    return (0..<Self.bins).map { bin in
      let (re, im) = (output[bin].re / whole, output[bin].im / whole)
      return max(-200, 10 * log10f(re * re + im * im))
    }
  }

  private static func buffer() throws(WorkerFailure) -> UnsafeMutablePointer<AVComplexFloat> {
    let size = window * MemoryLayout<AVComplexFloat>.stride
    return try allocated(av_malloc(size)).bindMemory(to: AVComplexFloat.self, capacity: window)
  }
}
