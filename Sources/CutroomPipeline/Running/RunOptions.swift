package import CutroomModel

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
    if let planned { value["planned"] = Self.list(planned) }
    return value
  }

  /// Takes over a selection that the journal kept.
  package mutating func select(_ selection: JSONValue) {
    stages = selection["stages"]?.array?.compactMap(\.string) ?? []
    items = selection["items"]?.array?.compactMap(\.string) ?? []
    from = selection["from"]?.string
    until = selection["until"]?.string
    planned = selection["planned"].map(Self.keys)
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
