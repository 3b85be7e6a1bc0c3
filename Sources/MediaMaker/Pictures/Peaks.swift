import CutroomModel

/// The lowest and highest sample of every short stretch of sound.
struct Peaks: Equatable {
  struct Span: Equatable {
    var low: Int16
    var high: Int16
  }

  private static let stretch = 256
  private(set) var spans: [Span] = []
  private var open: Span?
  private var openCount = 0

  mutating func append(_ samples: UnsafeBufferPointer<Int16>) {
    for sample in samples {
      var span = open ?? Span(low: sample, high: sample)
      span.low = min(span.low, sample)
      span.high = max(span.high, sample)
      open = span
      openCount += 1
      if openCount == Self.stretch { close() }
    }
  }

  mutating func close() {
    if let open { spans.append(open) }
    open = nil
    openCount = 0
  }

  /// The peaks of the whole, gathered into `count` bars of equal time.
  func bars(_ count: Int) -> [Span] {
    guard !spans.isEmpty else { return [] }
    return (0..<count).map { index in
      let start = min(index * spans.count / count, spans.count - 1)
      let end = max(start + 1, (index + 1) * spans.count / count)
      return spans[start..<end].reduce(spans[start]) {
        Span(low: min($0.low, $1.low), high: max($0.high, $1.high))
      }
    }
  }
}
