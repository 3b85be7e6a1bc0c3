import CutroomSystem

/// Ends an attempt at an item of a built-in stage that takes too long, or shows no sign of life for
/// too long, by cancelling what it works with.
final class AttemptWatch: Sendable {
  private struct State: Sendable {
    var patience: Patience
    var end: ChildRun.End?

    /// How many milliseconds to wait before the next look; nil where the time is up.
    mutating func look(at now: Int64) -> Int64? {
      patience.look(at: now)
      end = patience.end
      return end == nil ? patience.pause : nil
    }
  }

  /// Cancelled when the time is up, and when the run is.
  let cancellation: Cancellation
  private let state: Locked<State>
  private let clock: SystemClock
  private let done: Cancellation
  private let thread: WorkThread

  /// Nil where the stage has no limits.
  init?(_ stage: StageDefinition, run: Cancellation, clock: SystemClock) throws(SystemError) {
    let limits = (stage.timeoutMilliseconds, stage.stallTimeoutMilliseconds)
    guard limits.0 != nil || limits.1 != nil else { return nil }
    let cancellation = try Cancellation()
    let done = try Cancellation()
    let patience = Patience(timeout: limits.0, stall: limits.1, now: clock.milliseconds)
    let state = Locked(State(patience: patience))
    self.cancellation = cancellation
    self.done = done
    self.state = state
    self.clock = clock
    thread = try WorkThread {
      while !done.isCancelled, !run.isCancelled,
        let pause = state.withLock({ $0.look(at: clock.milliseconds) })
      {
        let wanted = [run, done].map { ($0.descriptor, Waiting.Events.readable) }
        _ = try? Waiting.poll(wanted, milliseconds: pause)
      }
      if !done.isCancelled { cancellation.cancel() }
    }
  }

  /// Notes a sign of life.
  func sign() {
    state.withLock { state in
      state.patience.look(at: clock.milliseconds)
      state.patience.sign()
    }
  }

  /// Does what only waits; the time that it takes is not held against the attempt.
  func rest(_ wait: () throws -> Void) rethrows {
    state.withLock { $0.patience.rest(at: clock.milliseconds) }
    defer { state.withLock { $0.patience.goOn(at: clock.milliseconds) } }
    try wait()
  }

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
