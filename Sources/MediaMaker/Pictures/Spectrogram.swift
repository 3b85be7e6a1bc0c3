import CutroomModel

/// Measures the frequencies of a sound while it is decoded.
struct Spectrogram {
  private(set) var columns: SpectrogramColumns
  private(set) var samples = 0
  private let analyser: SpectrumAnalyser
  /// Samples between the beginnings of two spectra.
  private var hop = 128
  private static let widestHop = SpectrumAnalyser.window / 2
  /// What no spectrum has begun with yet.
  private var pending: [Int16] = []

  /// `columns` is the least number that a long sound gets; up to twice as many are kept.
  init(columns: Int, rows: Int) throws(WorkerFailure) {
    analyser = try SpectrumAnalyser()
    self.columns = SpectrogramColumns(rows: rows, most: 2 * columns)
  }

  /// Adds samples of one channel.
  mutating func append(_ block: UnsafeBufferPointer<Int16>) {
    samples += block.count
    pending.append(contentsOf: block)
    var start = 0
    while pending.count - start >= SpectrumAnalyser.window {
      add(pending[start..<start + SpectrumAnalyser.window])
      start += hop
    }
    pending.removeFirst(min(start, pending.count))
  }

  /// Adds what is left at the end.
  mutating func close() {
    if columns.columns.isEmpty, !pending.isEmpty { add(pending[...]) }
    columns.close()
    pending = []
  }

  private mutating func add(_ stretch: ArraySlice<Int16>) {
    guard columns.append(analyser.levels(of: stretch)) else { return }
    // Spectra further apart than half their length would pass over sound.
    if hop < Self.widestHop { hop *= 2 } else { columns.doubleSpectraPerColumn() }
  }
}
