import CutroomModel
import CutroomStore
import CutroomSystem

/// The decisions of the items that a run knows, kept up with what it commits.
struct KnownDecisions {
  private var stages: [String: [String: [ItemDecision]]] = [:]

  /// The items of a step are known, and what is recorded of their stage.
  mutating func note(_ items: [EvaluatedItem], recorded: NameTable<ItemRecord>) {
    let decided = recorded.values.filter { !$0.decisions.isEmpty }
    if decided.isEmpty { return }
    let known = Set(items.map(\.key))
    for record in decided where known.contains(record.key) { note(record) }
  }

  /// An item was committed.
  mutating func note(_ record: ItemRecord) {
    if record.decisions.isEmpty, stages[record.key.stage] == nil { return }
    stages[record.key.stage, default: [:]][record.key.item] = record.decided
  }

  /// Those of a stage, by item in byte order.
  subscript(stage: String) -> [ItemDecision] {
    (stages[stage] ?? [:]).sorted { byteOrder($0.key, $1.key) }.flatMap(\.value)
  }
}
