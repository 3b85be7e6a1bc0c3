import CutroomSystem
import CutroomValidation

/// A check was told to stop.
struct CheckStopped: Error {}

/// Shows how far a check is, and ends it on Ctrl-C.
final class CheckWatch {
  let cancellation: Cancellation
  private let context: Context
  private let signals: RunSignals

  init(_ context: Context) throws {
    self.context = context
    let cancellation = try Cancellation()
    self.cancellation = cancellation
    signals = try RunSignals()
    signals.onSignal { cancellation.cancel() }
  }

  /// The signal that ended the check.
  var signal: CInt? { signals.last }

  /// Nothing is to be stopped any more.
  func end() { signals.end() }

  /// Runs a check with somewhere to tell its progress; throws `CheckStopped` once a signal has come.
  func during<Result>(
    _ check: ((GateProgress) throws -> Void) throws -> Result
  ) throws -> Result {
    var display = CheckDisplay(context)
    defer { display.finish() }
    return try check { progress in
      if cancellation.isCancelled { throw CheckStopped() }
      display.show(progress)
    }
  }
}

/// The progress of a check on a terminal: one bar for each of its phases, none where it is short.
struct CheckDisplay {
  private static let worthShowing: Int64 = 500_000_000
  private let context: Context
  private let start: Int64
  private var display: (any ProgressDisplay)?
  private var phase: GateProgress.Phase?

  init(_ context: Context) {
    self.context = context
    start = context.clock.monotonic()
  }

  mutating func show(_ progress: GateProgress) {
    guard context.errorTerminal.isInteractive, progress.total > 0,
      context.clock.monotonic() &- start >= Self.worthShowing
    else { return }
    let shown = display ?? context.progressDisplay()
    display = shown
    let (stage, item) = (progress.phase.rawValue, "files")
    if phase != progress.phase {
      close()
      phase = progress.phase
      shown.show(.planned(stage: stage, items: 1))
      shown.show(.started(stage: stage, item: item))
    }
    let fraction = Double(progress.done) / Double(progress.total)
    shown.show(.advanced(stage: stage, item: item, fraction: fraction))
  }

  mutating func finish() {
    close()
    display?.finish()
    display = nil
  }

  private mutating func close() {
    guard let phase else { return }
    let milliseconds = (context.clock.monotonic() &- start) / 1_000_000
    display?.show(.done(stage: phase.rawValue, item: "files", milliseconds: milliseconds))
    self.phase = nil
  }
}
