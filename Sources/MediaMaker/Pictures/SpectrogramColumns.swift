/// The levels of a sound's frequencies over time, in columns whose number stays bounded however long
/// the sound is.
struct SpectrogramColumns {
  /// From the lowest frequency up, 0…255 for −100…0 dB; each the loudest of its column's time.
  private(set) var columns: [[UInt8]] = []
  /// How many spectra each column stands for.
  private(set) var spectraPerColumn = 1
  let rows: Int
  private let most: Int
  private var open: [UInt8]?
  private var openCount = 0

  /// `most` is an even number.
  init(rows: Int, most: Int) {
    self.rows = rows
    self.most = most
  }

  /// Adds the next spectrum, in dB.
  ///
  /// Answers whether neighbouring columns were joined, so that each stands for twice the time.
  mutating func append(_ levels: [Float]) -> Bool {
    var column = [UInt8](repeating: 0, count: rows)
    for (bin, level) in levels.enumerated() {
      let row = bin * rows / levels.count
      column[row] = max(column[row], UInt8(min(max((level + 100) * 2.55, 0), 255)))
    }
    open = open.map { Self.louder($0, column) } ?? column
    openCount += 1
    guard openCount == spectraPerColumn else { return false }
    close()
    guard columns.count == most else { return false }
    columns = stride(from: 0, to: most, by: 2).map { Self.louder(columns[$0], columns[$0 + 1]) }
    return true
  }

  /// Lets each column stand for twice as many spectra as before.
  mutating func doubleSpectraPerColumn() { spectraPerColumn *= 2 }

  mutating func close() {
    if let open { columns.append(open) }
    open = nil
    openCount = 0
  }

  private static func louder(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
    zip(one, other).map { max($0, $1) }
  }
}
