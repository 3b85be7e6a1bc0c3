package import CutroomModel

/// Makes a PNG that shows where a sound is loud.
package enum WaveformPicture {
  /// Draws the first audio stream of `input` as bars from lowest to highest sample, over a
  /// transparent ground, and writes it to `output`.
  ///
  /// Throws `undecodable`, `no-audio`, `bad-settings` or `unwritable`.
  package static func make(
    from input: CInt,
    to output: CInt,
    size: PictureSize
  ) throws(WorkerFailure) {
    guard (4...8192).contains(size.width), (4...2048).contains(size.height) else {
      throw WorkerFailure(.badSettings, "a waveform of \(size.width)x\(size.height)")
    }
    var peaks = Peaks()
    let reader = try AudioReader(descriptor: input, channels: 1)
    let count = try reader.readAll { peaks.append($0) }
    peaks.close()
    guard count > 0 else { throw WorkerFailure(.undecodable, "no sample could be decoded") }
    try PictureEncoder.png.write(draw(peaks, size: size), to: output)
  }

  private static let pitch = 4
  private static let barWidth = 3
  private static let colour: [UInt8] = [0x2E, 0x7D, 0x5B, 0xFF]

  static func draw(_ peaks: Peaks, size: PictureSize) -> Bitmap {
    var bitmap = Bitmap(width: size.width, height: size.height, layout: .rgba)
    for (index, bar) in peaks.bars(size.width / pitch).enumerated() {
      let top = row(of: bar.high, height: size.height)
      let bottom = row(of: bar.low, height: size.height)
      for y in top...max(top, bottom) {
        for x in index * pitch..<index * pitch + barWidth {
          let place = (y * size.width + x) * 4
          bitmap.bytes.replaceSubrange(place..<place + 4, with: colour)
        }
      }
    }
    return bitmap
  }

  private static func row(of sample: Int16, height: Int) -> Int {
    (32_767 - Int(sample)) * (height - 1) / 65_535
  }
}
