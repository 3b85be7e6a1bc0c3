import CutroomSystem

/// How far a command is that moves many bytes; silent where they are few.
final class TransferProgress: Sendable {
  private static let worthShowing: Int64 = 64 << 20

  private let stage: String
  private let item: String
  private let context: Context
  private let start: Int64
  private let display = Locked<(any ProgressDisplay)?>(nil)

  init(_ stage: String, of item: String, _ context: Context) {
    self.stage = stage
    self.item = item
    self.context = context
    start = context.clock.monotonic()
  }

  /// Takes in that `done` of `total` bytes are through.
  func advance(_ done: Int64, _ total: Int64) {
    guard total >= Self.worthShowing else { return }
    let shown = display.withLock { display in
      if let display { return display }
      let made = context.progressDisplay()
      made.show(.planned(stage: stage, items: 1))
      made.show(.started(stage: stage, item: item))
      display = made
      return made
    }
    shown.show(.advanced(stage: stage, item: item, fraction: Double(done) / Double(total)))
  }

  /// Runs the work that is shown, and ends the display with it.
  func during<Result>(_ work: () throws -> Result) rethrows -> Result {
    let result: Result
    do { result = try work() } catch {
      display.withLock { $0 }?.finish()
      throw error
    }
    guard let display = display.withLock({ $0 }) else { return result }
    let milliseconds = (context.clock.monotonic() - start) / 1_000_000
    display.show(.done(stage: stage, item: item, milliseconds: milliseconds))
    display.finish()
    return result
  }
}
