import CFFmpeg
package import CutroomModel

/// Makes a JPEG of many frames of a video side by side, each with its time.
package enum ContactSheet {
  private static let gap = 4
  private static let ground: [UInt8] = [0x1B, 0x1F, 0x24]
  private static let label: [UInt8] = [0xF2, 0xF4, 0xF6]
  private static let lettering = 2

  /// Writes frames of `input` at even distances over its length as a JPEG to `output`; returns its
  /// size.
  ///
  /// Frames are turned and shaped as players show them and made smaller to fit into the cell, never
  /// larger. A still, and a video without a length, gives one frame. Throws `undecodable`,
  /// `no-picture`, `bad-settings` or `unwritable`.
  package static func make(
    from input: CInt,
    to output: CInt,
    _ request: ContactSheetRequest
  ) throws(WorkerFailure) -> PictureSize {
    guard (1...16).contains(request.columns), (1...16).contains(request.rows),
      (16...512).contains(request.cell.width), (16...512).contains(request.cell.height)
    else {
      throw WorkerFailure(.badSettings, "a sheet of \(request.columns)x\(request.rows) frames")
    }
    let shots = try shots(of: input, request)
    guard let first = shots.first else {
      throw WorkerFailure(.undecodable, "no frame could be decoded")
    }
    let sheet = arrange(shots, cell: first.bitmap, columns: min(request.columns, shots.count))
    try PictureEncoder.jpeg.write(sheet, to: output)
    return PictureSize(width: sheet.width, height: sheet.height)
  }

  /// The moments that a sheet shows: in the middle of equal parts of the length, so that neither a
  /// black beginning nor a black end fills a cell.
  static func moments(durationUs: Int64, count: Int) -> [Int64] {
    guard durationUs > 0, count > 1 else { return [0] }
    return (0..<Int64(count)).map { index in
      durationUs.scaled(by: 2 * index + 1, over: 2 * Int64(count))
    }
  }

  struct Shot {
    var bitmap: Bitmap
    /// From the video's beginning; nil where it has no clock.
    var timeUs: Int64?
  }

  /// Cells as large as the first frame; one that has become larger half-way is left out.
  static func arrange(_ shots: [Shot], cell: Bitmap, columns: Int) -> Bitmap {
    let rows = (shots.count + columns - 1) / columns
    let (wide, high) = (cell.width + gap, cell.height + gap)
    var sheet = Bitmap(width: columns * wide + gap, height: rows * high + gap, layout: .rgb)
    sheet.fill(x: 0, y: 0, width: sheet.width, height: sheet.height, ground)
    for (index, shot) in shots.enumerated() {
      let x = gap + index % columns * wide
      let y = gap + index / columns * high
      if shot.bitmap.width <= cell.width, shot.bitmap.height <= cell.height {
        sheet.place(shot.bitmap, x: x, y: y)
      }
      if let time = shot.timeUs, shots.count > 1 {
        write(
          PlayTime.words(seconds: Double(time) / 1e6),
          x: x,
          bottom: y + cell.height,
          on: &sheet
        )
      }
    }
    return sheet
  }

  // MARK: - Details

  private static func shots(
    of input: CInt,
    _ request: ContactSheetRequest
  ) throws(WorkerFailure) -> [Shot] {
    let media = try InputMedia(descriptor: input)
    guard let stream = media.stream(of: AVMEDIA_TYPE_VIDEO) else {
      throw WorkerFailure(.noPicture, "the input has no picture")
    }
    let decoder = try StreamDecoder(stream, of: media)
    let count = request.columns * request.rows
    var shots: [Shot] = []
    for moment in moments(durationUs: request.durationUs, count: count) {
      // What is damaged has fewer frames, not none.
      guard let frame = try? decoder.frame(seenAtUs: moment) else { continue }
      let shape = FrameShape(frame.pointer, of: stream, in: media)
      let bitmap = try Bitmap(frame.pointer, size: shape.unturnedSize(within: request.cell))
      let time = decoder.timeUs(of: frame)
      // A video of few frames, or one that ends early, gives the same frame again.
      if let time, let last = shots.last?.timeUs, time <= last { continue }
      shots.append(Shot(bitmap: shape.turn.applied(to: bitmap), timeUs: time))
    }
    return shots
  }

  private static func write(_ words: String, x: Int, bottom: Int, on sheet: inout Bitmap) {
    let size = Lettering.size(of: words, scale: lettering)
    let top = bottom - size.height - 8
    sheet.fill(x: x, y: top, width: size.width + 8, height: size.height + 8, ground)
    Lettering.draw(words, x: x + 4, y: top + 4, scale: lettering, label, on: &sheet)
  }
}
