import CFFmpeg
import CutroomModel

/// Finds black and frozen stretches in a stream from its decoded frames.
final class PictureMeter: FrameMeter {
  private let clock: StreamClock
  private var black = SpanCollector(
    shortestUs: PictureMeasure.shortestBlackUs,
    most: PictureMeasure.mostSpans
  )
  private var empty = SpanCollector(
    shortestUs: PictureMeasure.shortestBlackUs,
    most: PictureMeasure.mostSpans
  )
  private var freeze = FreezeMeter()
  private var first: Int64?
  private var next: Int64 = 0
  private var isReadable = true

  init(_ clock: StreamClock) { self.clock = clock }

  func add(_ frame: AVFrame) {
    let time = known(frame.best_effort_timestamp) ?? next
    let start = first ?? time
    first = start
    let length = frame.pkt_duration > 0 ? frame.pkt_duration : clock.frameTicks
    next = time.addingClamped(length)
    guard isReadable, let picture = LumaGrid(frame) else {
      isReadable = false
      return
    }
    let timeUs = clock.microseconds(time.addingClamped(-start))
    let isBlack = picture.isBlack
    black.note(isBlack, from: timeUs)
    empty.note(isBlack && picture.isEmpty, from: timeUs)
    freeze.add(picture, at: timeUs)
  }

  /// Nil where no frame came, or one whose brightness cannot be read.
  var measure: PictureMeasure? {
    guard isReadable, let first else { return nil }
    let endUs = clock.microseconds(next.addingClamped(-first))
    var black = black
    var empty = empty
    black.end(at: endUs)
    empty.end(at: endUs)
    return PictureMeasure(
      black: black.spans.longest(PictureMeasure.mostSpans),
      empty: empty.spans.longest(PictureMeasure.mostSpans),
      frozen: freeze.spans(endUs: endUs).longest(PictureMeasure.mostSpans)
    )
  }
}
