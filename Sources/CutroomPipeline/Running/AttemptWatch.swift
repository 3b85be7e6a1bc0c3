import CutroomSystem

/// Ends an attempt at an item of a built-in stage that takes too long, or shows no sign of life for
/// too long, by cancelling what it works with.
final class AttemptWatch: Sendable {
  private struct State: Sendable {
    var hasSigned = false
    var end: ChildRun.End?

    mutating func takeSign() -> Bool {
      defer { hasSigned = false }
      return hasSigned
    }
  }

  /// Cancelled when the time is up, and when the run is.
  let cancellation: Cancellation
  private let state = Locked(State())
  private let done: Cancellation
  private let thread: WorkThread

  /// Nil where the stage has no limits.
  init?(_ stage: StageDefinition, run: Cancellation, clock: SystemClock) throws(SystemError) {
    let limits = (stage.timeoutMilliseconds, stage.stallTimeoutMilliseconds)
    guard limits.0 != nil || limits.1 != nil else { return nil }
    let cancellation = try Cancellation()
    let done = try Cancellation()
    self.cancellation = cancellation
    self.done = done
    thread = try WorkThread { [state] in
      var patience = Patience(timeout: limits.0, stall: limits.1, now: clock.milliseconds)
      while !done.isCancelled, !run.isCancelled {
        if state.withLock({ $0.takeSign() }) { patience.sign() }
        if let end = patience.end {
          state.withLock { $0.end = end }
          break
        }
        let wanted = [run, done].map { ($0.descriptor, Waiting.Events.readable) }
        _ = try? Waiting.poll(wanted, milliseconds: patience.pause ?? -1)
        patience.look(at: clock.milliseconds)
      }
      if !done.isCancelled { cancellation.cancel() }
    }
  }

  /// Notes a sign of life.
  func sign() { state.withLock { $0.hasSigned = true } }

  /// Ends the watch; the fault where the time was up.
  func finish(_ what: String) -> ItemFault? {
    done.cancel()
    thread.join()
    return state.withLock { $0.end }.flatMap { FailureWords.fault(of: $0, what, log: nil) }
  }
}

extension SystemClock {
  var milliseconds: Int64 { monotonic() / 1_000_000 }
}
