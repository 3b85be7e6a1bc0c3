/// How a run ended.
package enum RunOutcome: String, Sendable, Equatable {
  case done
  case failed
  case awaiting
  case interrupted
}
