package import CutroomModel
package import CutroomStore
import CutroomSystem

/// What happens in a run, in the order in which it happens.
package enum RunEvent: Sendable {
  /// How an item came to be done.
  package enum Way: String, Sendable {
    case ran
    case restored
    case healed
  }

  case runStarted(run: String, stages: [String])
  /// The items of a stage's step are known.
  case stageOpened(stage: String, total: Int, fresh: Int)
  case itemStarted(ItemKey, attempt: Int)
  case itemProgress(ItemKey, fraction: Double)
  /// What whoever looks on should know, such as what an item waits for.
  case itemNote(ItemKey, String)
  case itemCommitted(ItemKey, way: Way, milliseconds: Int64)
  case itemFailed(ItemKey, ItemFailure, willRetry: Bool)
  /// Items that are fresh, or not asked for.
  case itemsSkipped(stage: String, count: Int)
  case itemAwaiting(ItemKey, [StaleReason])
  case itemBlocked(ItemKey, by: String)
  /// An item that the pipeline has no more left files where a glob may find them.
  case itemRemoved(ItemKey, left: [ProjectPath])
  case decided(ItemKey, Decision)
  case fileRestored(ItemKey, RestoredFile)
  case runFinished(RunSummary)
}

/// How a run ended, and what of it is left to do.
package struct RunSummary: Sendable {
  package var run: String
  package var outcome: RunOutcome
  /// Whether the run kept to the items of a plan.
  package var isPlanned = false
  /// Whether what is blocked depends on work that was not asked for.
  package var leavesOut = false
  package var ran = 0
  package var restored = 0
  package var skipped = 0
  package var milliseconds: Int64 = 0
  package var failures: [(key: ItemKey, failure: ItemFailure)] = []
  package var blocked: [RunMachine.Blocked] = []
  package var awaiting: [(key: ItemKey, reasons: [StaleReason])] = []
  /// Items that the pipeline has no more, and what they made that stays.
  package var leftBehind: [(key: ItemKey, paths: [ProjectPath])] = []
}
