import CutroomSystem

/// Shows how far a probe is, where its answers do not show it themselves.
final class ProbeProgress: Sendable {
  private static let stage = "probe"

  private let display: (any ProgressDisplay)?
  private let clock: SystemClock

  /// Silent where nobody watches, and where the answers go to the same screen.
  init(count: Int, _ context: Context) {
    clock = context.clock
    let isShown = context.errorTerminal.isInteractive && !context.outputTerminal.isInteractive
    display = isShown && count > 1 ? context.progressDisplay() : nil
    display?.show(.planned(stage: Self.stage, items: count))
  }

  /// Does the work of one file.
  func during<Result>(_ path: String, _ work: () -> Result) -> Result {
    guard let display else { return work() }
    let start = clock.monotonic()
    display.show(.started(stage: Self.stage, item: path))
    let result = work()
    let milliseconds = (clock.monotonic() - start) / 1_000_000
    display.show(.done(stage: Self.stage, item: path, milliseconds: milliseconds))
    return result
  }

  func finish() { display?.finish() }
}
