import CutroomSystem

/// How far the pictures of a report are.
final class PictureProgress {
  private static let stage = "report"

  private let display: any ProgressDisplay
  private let item: String
  private let count: Int
  private let context: Context
  private let start: Int64
  private var done = 0

  init(of item: String, count: Int, _ context: Context) {
    self.item = item
    self.count = count
    self.context = context
    start = context.clock.monotonic()
    display = context.progressDisplay()
    display.show(.planned(stage: Self.stage, items: 1))
    display.show(.started(stage: Self.stage, item: item))
  }

  /// One picture more is there, or was given up.
  func advance() {
    done += 1
    let fraction = Double(done) / Double(max(1, count))
    display.show(.advanced(stage: Self.stage, item: item, fraction: fraction))
  }

  func finish() {
    let milliseconds = (context.clock.monotonic() - start) / 1_000_000
    display.show(.done(stage: Self.stage, item: item, milliseconds: milliseconds))
    display.finish()
  }
}
