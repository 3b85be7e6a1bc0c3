/// What the frames of a moving picture show, measured from all of them.
package struct PictureMeasure: Codable, Sendable, Equatable {
  /// Stretches in which almost every pixel is dark, as at night or behind a title, by their start; the
  /// longest `mostSpans` where there are more.
  package var black: [TimeSpan]
  /// Stretches in which nothing at all is seen, by their start; the longest `mostSpans` of them.
  ///
  /// It is what a finished video is judged by, and all of them are black, too.
  package var empty: [TimeSpan]
  /// Stretches in which no frame differs visibly from the first of them, by their start; the longest
  /// `mostSpans` where there are more.
  ///
  /// What is black all the time is frozen, too.
  package var frozen: [TimeSpan]

  /// A black or empty stretch is at least this long, in microseconds.
  package static let shortestBlackUs: Int64 = 500_000
  /// A frozen stretch is at least this long, in microseconds.
  package static let shortestFreezeUs: Int64 = 2_000_000
  package static let mostSpans = 200

  package init(black: [TimeSpan] = [], empty: [TimeSpan] = [], frozen: [TimeSpan] = []) {
    self.black = black
    self.empty = empty
    self.frozen = frozen
  }
}
