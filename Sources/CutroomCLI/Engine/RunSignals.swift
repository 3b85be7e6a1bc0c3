import CutroomSystem
import Glibc

/// Ctrl-C, SIGTERM and SIGHUP, told to the run instead of ending the program.
final class RunSignals: Sendable {
  private struct State: Sendable {
    var interrupt: (@Sendable () -> Void)?
    var last: CInt?
    var count = 0
  }

  /// How long a run that was told to stop at once may take for it.
  private static let patienceMilliseconds: Int64 = 2000

  /// Cancelled by the second signal: what waits for others stops doing so.
  let hurried: Cancellation

  private let state: Locked<State>
  private let ended: Cancellation
  private let watch: SignalWatch

  init() throws(SystemError) {
    let state = Locked(State())
    let ended = try Cancellation()
    let hurried = try Cancellation()
    self.state = state
    self.ended = ended
    self.hurried = hurried
    watch = try SignalWatch([SIGINT, SIGTERM, SIGHUP]) { signal in
      if ended.isCancelled { return }
      let (interrupt, count) = state.withLock { state in
        state.last = signal
        state.count += 1
        return (state.interrupt, state.count)
      }
      guard let interrupt else { exit(ExitCode.stopped(by: signal).rawValue) }
      if count > 1 { hurried.cancel() }
      interrupt()
      // What hashes or copies a large file does not look up: what it leaves is swept by whoever
      // comes next.
      guard count > 1, !ended.wait(withinMilliseconds: Self.patienceMilliseconds) else { return }
      exit(ExitCode.stopped(by: signal).rawValue)
    }
  }

  /// What a signal does from now on.
  func onSignal(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.interrupt = action }
  }

  /// The run has come to its end, or failed: no signal ends the program any more.
  func end() { ended.cancel() }

  /// The last signal that came.
  var last: CInt? { state.withLock { $0.last } }
}

extension ExitCode {
  /// What a run that a signal has stopped ends with; nil where nobody knows which it was.
  static func stopped(by signal: CInt?) -> ExitCode {
    signal == nil || signal == SIGINT ? .interrupted : .terminated
  }
}
