package import CutroomModel
package import CutroomStore

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
  /// The runs that this one goes on with: what they committed, `force` does not run again.
  package var continued: Set<String> = []
  package var keepGoing = false
  /// The size of the `cpu` pool; nil: the pipeline's own.
  package var jobs: Int?
  /// Ask once more for what may have been bought already.
  package var isResubmitting = false
  /// Keep the network shut.
  package var isOffline = false
  /// What this run may cost; nil: what the pipeline says.
  package var budget: Cost?
  /// Exactly these items; nil: whatever is stale.
  package var planned: Set<ItemKey>?

  /// What was typed, for the record of the run.
  package var command = "run"

  package init() {}

  /// Which items are meant.
  package var selection: JSONValue {
    var value: JSONValue = [:]
    if !stages.isEmpty { value["stages"] = .array(stages.map { .string($0) }) }
    if !items.isEmpty { value["items"] = .array(items.map { .string($0) }) }
    if let from { value["from"] = .string(from) }
    if let until { value["until"] = .string(until) }
    if let planned { value["planned"] = Self.list(planned) }
    return value
  }

  /// What is asked for as the journal keeps it, so that `resume` asks for the same.
  package var request: JSONValue {
    var value = selection
    if force { value["force"] = true }
    if keepGoing { value["keepGoing"] = true }
    if !continued.isEmpty { value["continued"] = .array(continued.sorted().map { .string($0) }) }
    return value
  }

  /// Asks for what a run that did not finish was asked for, and has not done.
  package mutating func goOn(with run: RunRecord) {
    let selection = run.selection
    keepGoing = keepGoing || selection["keepGoing"] == true
    // Whoever asks for force now wants all of it.
    if !force, selection["force"] == true {
      force = true
      continued = Set(selection["continued"]?.array?.compactMap(\.string) ?? []).union([run.id])
    }
    stages = selection["stages"]?.array?.compactMap(\.string) ?? []
    items = selection["items"]?.array?.compactMap(\.string) ?? []
    from = selection["from"]?.string
    until = selection["until"]?.string
    planned = selection["planned"].map(Self.keys)
  }

  /// When the first of the runs began that this one goes on with, microseconds since 1970; nil where
  /// there is none.
  func start(_ state: ProjectState) -> Int64? {
    state.runs.filter { continued.contains($0.id) }.map(\.startedAt).min()
  }

  /// The items by stage, in byte order.
  private static func list(_ planned: Set<ItemKey>) -> JSONValue {
    var stages: [String: JSONValue] = [:]
    for (stage, keys) in Dictionary(grouping: planned, by: \.stage) {
      stages[stage] = .array(keys.map(\.item).sorted().map { .string($0) })
    }
    return .object(stages)
  }

  private static func keys(_ planned: JSONValue) -> Set<ItemKey> {
    let stages = planned.object ?? [:]
    return Set(
      stages.flatMap { stage, items in
        (items.array ?? []).compactMap(\.string).map { ItemKey(stage: stage, item: $0) }
      }
    )
  }
}
