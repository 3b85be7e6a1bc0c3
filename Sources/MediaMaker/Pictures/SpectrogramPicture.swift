package import CutroomModel

/// Makes a PNG of a sound's frequencies over time, with both axes labelled.
package enum SpectrogramPicture {
  private static let left = 56
  private static let bottom = 22
  private static let margin = 8
  private static let ground: [UInt8] = [0x0B, 0x0D, 0x12, 0xFF]
  private static let label: [UInt8] = [0xE4, 0xE8, 0xEC, 0xFF]

  /// Draws the first audio stream of `input`, all channels mixed, and writes it to `output`; returns
  /// the size of the picture with its axes.
  ///
  /// Brightness is the level from −100 to 0 dB of full scale. Throws `undecodable`, `no-audio`,
  /// `bad-settings` or `unwritable`.
  package static func make(
    from input: CInt,
    to output: CInt,
    size: PictureSize
  ) throws(WorkerFailure) -> PictureSize {
    guard (200...4096).contains(size.width), (100...1024).contains(size.height) else {
      throw WorkerFailure(.badSettings, "a spectrogram of \(size.width)x\(size.height)")
    }
    let field = PictureSize(
      width: size.width - left - margin,
      height: size.height - bottom - margin
    )
    var spectrogram = try Spectrogram(columns: field.width, rows: field.height)
    let reader = try AudioReader(descriptor: input, channels: 1)
    let count = try reader.readAll { spectrogram.append($0) }
    spectrogram.close()
    guard count > 0 else { throw WorkerFailure(.undecodable, "no sample could be decoded") }
    let picture = draw(
      spectrogram.columns.columns,
      field: field,
      seconds: Double(count) / Double(reader.sampleRate),
      sampleRate: reader.sampleRate
    )
    try PictureEncoder.png.write(picture, to: output)
    return PictureSize(width: picture.width, height: picture.height)
  }

  static func draw(
    _ columns: [[UInt8]],
    field: PictureSize,
    seconds: Double,
    sampleRate: Int
  ) -> Bitmap {
    var bitmap = Bitmap(
      width: field.width + left + margin,
      height: field.height + bottom + margin,
      layout: .rgba
    )
    bitmap.fill(x: 0, y: 0, width: bitmap.width, height: bitmap.height, ground)
    for x in 0..<field.width where !columns.isEmpty {
      let column = columns[x * columns.count / field.width]
      for y in 0..<field.height {
        let level = column[(field.height - 1 - y) * column.count / field.height]
        let place = ((y + margin) * bitmap.width + x + left) * 4
        for (byte, value) in HeatColours.of(level).enumerated() {
          bitmap.bytes[place + byte] = value
        }
      }
    }
    drawFrequencies(field, sampleRate, on: &bitmap)
    drawTimes(field, seconds, on: &bitmap)
    return bitmap
  }

  // MARK: - Axes

  private static func drawFrequencies(
    _ field: PictureSize,
    _ sampleRate: Int,
    on bitmap: inout Bitmap
  ) {
    let highest = sampleRate / 2
    let steps = [1000, 2000, 5000, 10_000, 20_000, 50_000]
    let step = steps.first { highest / $0 * 24 <= field.height } ?? highest
    for frequency in stride(from: 0, through: highest, by: max(1, step)) {
      let y = margin + field.height - 1 - frequency * (field.height - 1) / max(1, highest)
      bitmap.fill(x: left - 4, y: y, width: 4, height: 1, label)
      let words = frequency == 0 ? "0" : "\(frequency / 1000) kHz"
      let size = Lettering.size(of: words, scale: 1)
      let top = min(max(y - size.height / 2, 0), bitmap.height - size.height)
      Lettering.draw(words, x: left - 8 - size.width, y: top, scale: 1, label, on: &bitmap)
    }
  }

  private static func drawTimes(_ field: PictureSize, _ seconds: Double, on bitmap: inout Bitmap) {
    guard seconds > 0 else { return }
    let bottom = margin + field.height
    for tick in TimeTicks.seconds(of: seconds, most: max(1, field.width / 90)) {
      let x = left + Int(tick / seconds * Double(field.width - 1))
      bitmap.fill(x: x, y: bottom, width: 1, height: 4, label)
      let words = PlayTime.words(seconds: tick)
      let size = Lettering.size(of: words, scale: 1)
      let start = min(max(x - size.width / 2, 0), bitmap.width - size.width)
      Lettering.draw(words, x: start, y: bottom + 8, scale: 1, label, on: &bitmap)
    }
  }
}
