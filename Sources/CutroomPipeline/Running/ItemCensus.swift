import CutroomModel
import CutroomStore

/// What a run has found out about the items of its stages.
struct ItemCensus {
  let graph: StageGraph
  /// The node, and the step in it, of each of the machine's steps.
  let places: [(node: Int, step: Int)]
  let machine: RunMachine
  let evaluated: [[EvaluatedItem]]

  /// None while it is not known which items the stage has; all where the stage itself is gone.
  func removedItems(of stage: String, among recorded: NameTable<ItemRecord>) -> [ItemKey] {
    let steps = places.indices.filter { graph.nodes[places[$0].node].id == stage }
    guard steps.allSatisfy({ machine.hasExpanded(step: $0) }) else { return [] }
    let known = steps.reduce(0) { count, step in
      count + evaluated[step].count { recorded.contains($0.key.item) }
    }
    guard known < recorded.count else { return [] }
    let current = Set(steps.flatMap { evaluated[$0].map(\.key.item) })
    return recorded.keys.filter { !current.contains($0) }.map { ItemKey(stage: stage, item: $0) }
  }

  /// What removed items of programs, and of stages that are gone, made and nothing else claims, for a
  /// glob to find.
  func outputs(
    of removed: [ItemKey],
    in state: ProjectState
  ) -> [(key: ItemKey, paths: [ProjectPath])] {
    let gone = Set(removed)
    let records = state.items.values.flatMap(\.values)
    let claimed = Set(records.filter { !gone.contains($0.key) }.flatMap(\.outputs).map(\.path))
    return records.filter { gone.contains($0.key) && graph[$0.key.stage]?.steps.isEmpty ?? true }
      .map { ($0.key, $0.outputs.map(\.path).filter { !claimed.contains($0) }) }
      .sorted { $0.0 < $1.0 }
  }

  /// How the items of these nodes stand, without the stages whose items are not known yet.
  func stages(of nodes: Set<Int>) -> [StatusReport.Stage] {
    nodes.sorted().compactMap { node in
      let steps = places.indices.filter { places[$0].node == node }
      let counts = steps.compactMap { machine.counts(step: $0) }
      guard counts.count == steps.count else { return nil }
      var stage = StatusReport.Stage(id: graph.nodes[node].id, state: .fresh, total: 0)
      for count in counts { stage.add(count) }
      stage.modified = steps.reduce(0) { $0 + evaluated[$1].count { !$0.modified.isEmpty } }
      return stage
    }
  }
}
