import CutroomModel
import CutroomStore

/// Which stages and items a run may touch.
struct Selection: Sendable {
  /// The places of the selected nodes.
  let nodes: Set<Int>
  private let items: Set<String>
  private let planned: Set<ItemKey>?

  /// Throws `PipelineFault` where a name is no stage's.
  init(_ options: RunOptions, in graph: StageGraph) throws(PipelineFault) {
    var nodes = Set(graph.nodes.indices)
    if !options.stages.isEmpty {
      var named: Set<Int> = []
      for stage in options.stages { named.insert(try Self.place(of: stage, in: graph)) }
      nodes.formIntersection(named)
    }
    if let from = options.from {
      nodes.formIntersection(graph.descendants(of: try Self.place(of: from, in: graph)))
    }
    if let until = options.until {
      nodes.formIntersection(graph.ancestors(of: try Self.place(of: until, in: graph)))
    }
    if let planned = options.planned {
      let stages = Set(planned.map(\.stage))
      nodes = nodes.filter { stages.contains(graph.nodes[$0].id) }
    }
    self.nodes = nodes
    items = Set(options.items)
    planned = options.planned
  }

  func contains(_ item: EvaluatedItem) -> Bool {
    // A planned item's fingerprint may move with the planned items before it, so only its name counts.
    if let planned { return planned.contains(item.key) }
    return items.isEmpty || items.contains(item.key.item)
  }

  /// Whether work that one of these stages depends on was not asked for.
  func leavesOut(before stages: Set<String>, in graph: StageGraph) -> Bool {
    graph.nodes.indices.contains { place in
      stages.contains(graph.nodes[place].id)
        && (!items.isEmpty || !graph.ancestors(of: place).isSubset(of: nodes))
    }
  }

  private static func place(of stage: String, in graph: StageGraph) throws(PipelineFault) -> Int {
    guard let place = graph.nodes.firstIndex(where: { $0.id == stage }) else {
      let known = graph.nodes.map(\.id).joined(separator: ", ")
      throw PipelineFault(
        JSONPointer(tokens: ["stages"]),
        "there is no stage \"\(stage)\"; there are \(known)"
      )
    }
    return place
  }
}
