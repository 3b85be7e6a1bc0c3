/// Shows people how a run goes; may be called from several threads.
package protocol ProgressDisplay: Sendable {
  func show(_ change: ProgressChange)
  /// A line of words between the progress.
  func note(_ line: String)
  /// Shows what is still to be shown; nothing comes after it.
  func finish()
}

extension Context {
  /// Bars on a terminal, else a line for each event.
  package func progressDisplay() -> any ProgressDisplay {
    if errorTerminal.isInteractive {
      return ProgressBars(error, terminal: errorTerminal, clock: clock, environment: environment)
    }
    return ProgressLines(error, clock: clock)
  }
}
