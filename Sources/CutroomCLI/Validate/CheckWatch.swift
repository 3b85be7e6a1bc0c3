import CutroomModel
import CutroomSystem
import CutroomValidation

/// A check was told to stop.
struct CheckStopped: Error {}

/// Shows how far a check is, and ends it on Ctrl-C.
final class CheckWatch {
  let cancellation: Cancellation
  private let context: Context
  private let signals: RunSignals
  private let start: Int64

  init(_ context: Context) throws {
    self.context = context
    start = context.clock.monotonic()
    let cancellation = try Cancellation()
    self.cancellation = cancellation
    signals = try RunSignals()
    signals.onSignal { cancellation.cancel() }
  }

  /// The signal that ended the check.
  var signal: CInt? { signals.last }

  /// Nothing is to be stopped any more.
  func end() { signals.end() }

  /// Throws `CheckStopped` once a signal has come.
  func requireGoingOn() throws {
    if cancellation.isCancelled { throw CheckStopped() }
  }

  /// Runs work with somewhere to tell how far it is, which throws `CheckStopped` once a signal has
  /// come.
  func during<Result>(
    _ work: ((CheckStep) throws -> Void) throws -> Result
  ) throws -> Result {
    let display = CheckDisplay(context, since: start)
    defer { display.finish() }
    return try work { step in
      try requireGoingOn()
      display.show(step)
    }
  }

  /// Has a gate look at what it is for; throws `CheckStopped` once a signal has come.
  func examine(_ gate: Gate, depth: GateDepth) throws -> GateResult {
    try during { tell in
      try gate.examine(depth: depth) { try tell(CheckStep($0)) }
    }
  }
}
