/// What a command tells the shell; documented in docs/cli.md and kept like an interface.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done, or nothing was left to do.
  case done = 0
  /// A stage failed, or a probed file has no answer.
  case failed = 1
  /// Called wrongly, or a pipeline.json that cannot be used.
  case usage = 2
  /// Stale, or a saved plan that the world has moved past.
  case stale = 3
  /// Validation found errors.
  case invalid = 4
  /// Somebody else holds the project's lock.
  case busy = 5
  /// A decision is awaited, and nothing failed.
  case awaiting = 6
  /// A document is of a newer format version.
  case newer = 7
  /// A file or program is missing, unreadable or unwritable, or the disk is full.
  case unavailable = 8
  /// The state cannot be repaired.
  case beyondRepair = 9
  /// Ended by Ctrl-C.
  case interrupted = 130
  /// Ended by SIGTERM or SIGHUP.
  case terminated = 143
}
