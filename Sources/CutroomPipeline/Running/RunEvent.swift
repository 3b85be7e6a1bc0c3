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
  case itemCommitted(ItemKey, way: Way, milliseconds: Int64)
  case itemFailed(ItemKey, ItemFailure, willRetry: Bool)
  /// Items that are fresh, or not asked for.
  case itemsSkipped(stage: String, count: Int)
  case itemAwaiting(ItemKey, [StaleReason])
  case itemBlocked(ItemKey, by: String)
  case decided(ItemKey, Decision)
  case fileRestored(ItemKey, RestoredFile)
  case runFinished(RunSummary)
}

/// How a run ended, and what of it is left to do.
package struct RunSummary: Sendable {
  package var run: String
  package var outcome: RunOutcome
  package var ran = 0
  package var restored = 0
  package var skipped = 0
  package var milliseconds: Int64 = 0
  package var failures: [(key: ItemKey, failure: ItemFailure)] = []
  package var blocked: [RunMachine.Blocked] = []
  package var awaiting: [(key: ItemKey, reasons: [StaleReason])] = []
}

/// What a run is asked to do.
package struct RunOptions: Sendable, Equatable {
  /// Only these stages; all where empty.
  package var stages: [String] = []
  /// Only these items; all where empty.
  package var items: [String] = []
  /// This stage and those that need it.
  package var from: String?
  /// This stage and those it needs.
  package var until: String?
  /// Run what is selected even where it is fresh.
  package var force = false
  package var keepGoing = false
  /// The size of the `cpu` pool; nil: the pipeline's own.
  package var jobs: Int?
  /// Exactly these items; nil: whatever is stale.
  package var planned: Set<ItemKey>?

  /// What was typed, for the record of the run.
  package var command = "run"

  package init() {}

  /// The selection as the journal keeps it, so that `resume` asks for the same.
  package var selection: JSONValue {
    var value: JSONValue = [:]
    if !stages.isEmpty { value["stages"] = .array(stages.map { .string($0) }) }
    if !items.isEmpty { value["items"] = .array(items.map { .string($0) }) }
    if let from { value["from"] = .string(from) }
    if let until { value["until"] = .string(until) }
    return value
  }

  /// Takes over a selection that the journal kept.
  package mutating func select(_ selection: JSONValue) {
    stages = selection["stages"]?.array?.compactMap(\.string) ?? []
    items = selection["items"]?.array?.compactMap(\.string) ?? []
    from = selection["from"]?.string
    until = selection["until"]?.string
  }
}
