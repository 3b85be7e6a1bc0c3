import CutroomSystem
import CutroomValidation

/// How far a check is, or the report of it.
struct CheckStep: Equatable {
  let phase: String
  let done: Int
  let total: Int
}

extension CheckStep {
  init(_ progress: GateProgress) {
    self.init(phase: progress.phase.rawValue, done: progress.done, total: progress.total)
  }
}

/// The progress of a check on a terminal: one bar for each of its phases, none where it is short.
final class CheckDisplay {
  private static let worthShowing: Int64 = 500_000_000
  /// What stands for the files of a phase that are not through; the last of them ends with it.
  private static let item = "files"

  private let context: Context
  private let start: Int64
  private var display: (any ProgressDisplay)?
  private var shown: CheckStep?

  /// `start` is when the check began.
  init(_ context: Context, since start: Int64) {
    self.context = context
    self.start = start
  }

  func show(_ step: CheckStep) {
    guard context.errorTerminal.isInteractive, step.total > 0,
      context.clock.monotonic() &- start >= Self.worthShowing
    else { return }
    let display = display ?? context.progressDisplay()
    self.display = display
    if shown?.phase != step.phase {
      display.show(.planned(stage: step.phase, items: step.total))
      display.show(.started(stage: step.phase, item: Self.item))
      shown = nil
    }
    for number in (shown?.done ?? 0)..<max(step.done, shown?.done ?? 0) {
      let item = number + 1 == step.total ? Self.item : "\(number)"
      display.show(.done(stage: step.phase, item: item, milliseconds: 0))
    }
    shown = step
  }

  /// Draws what is left to be drawn; nothing comes after it.
  func finish() {
    display?.finish()
    display = nil
  }
}
