import CutroomModel

/// Finds the stretches in which pictures stay as the first of them was.
struct FreezeMeter {
  private var reference: LumaGrid?
  private var collector = SpanCollector(
    shortestUs: PictureMeasure.shortestFreezeUs,
    most: PictureMeasure.mostSpans
  )

  /// Takes the next picture, which is shown from `timeUs` on.
  ///
  /// It is held against the first one of its stretch, so that what creeps is not taken for still.
  mutating func add(_ picture: LumaGrid, at timeUs: Int64) {
    if let reference, !picture.differsVisibly(from: reference) { return }
    reference = picture
    collector.end(at: timeUs)
    collector.note(true, from: timeUs)
  }

  /// The stretches, once the last picture has ended at `endUs`.
  func spans(endUs: Int64) -> [TimeSpan] {
    var collector = collector
    collector.end(at: endUs)
    return collector.spans
  }
}
