import CutroomModel
import CutroomPipeline

/// Refuses a selection that names what is not there, or that selects nothing.
struct RunSelectionCheck {
  private let options: RunOptions
  private let project: ProjectID

  init(_ options: RunOptions, of project: ProjectID) {
    self.options = options
    self.project = project
  }

  func check(_ graph: StageGraph, _ evaluator: Evaluator) throws {
    try checkStages(graph)
    try checkSpan(graph)
    if !options.items.isEmpty { try checkItems(try Plan.make(evaluator).entries) }
  }

  /// Refuses the name of a stage that there is none of.
  func checkStages(_ graph: StageGraph) throws {
    let planned = Set(options.planned?.map(\.stage) ?? []).sorted()
    let named = options.stages + [options.from, options.until].compactMap(\.self)
    for stage in named + planned {
      _ = try ItemArgument(stage).node(in: graph)
    }
  }

  private func checkSpan(_ graph: StageGraph) throws(Fault) {
    var places = Set(graph.nodes.indices)
    if !options.stages.isEmpty {
      places = places.filter { options.stages.contains(graph.nodes[$0].id) }
    }
    if let from = options.from.flatMap({ place(of: $0, graph) }) {
      places.formIntersection(graph.descendants(of: from))
    }
    if let until = options.until.flatMap({ place(of: $0, graph) }) {
      places.formIntersection(graph.ancestors(of: until))
    }
    guard places.isEmpty, !graph.nodes.isEmpty else { return }
    throw Fault(
      .usage,
      "nothing-selected",
      "no stage is left between --from, --until and --stage",
      hint: "`cutroom graph \(project)` shows which stage needs which."
    )
  }

  private func place(of stage: String, _ graph: StageGraph) -> Int? {
    graph.nodes.firstIndex { $0.id == stage }
  }

  // A stage whose items are not known yet may still turn out to have the item.
  private func checkItems(_ entries: [Plan.Entry]) throws(Fault) {
    let entries = entries.filter { options.stages.isEmpty || options.stages.contains($0.stage) }
    if entries.contains(where: { $0.item == "*" }) { return }
    let known = Set(entries.map(\.item))
    for item in options.items where !known.contains(item) {
      let near = NearNames.of(item, among: known.sorted())
      throw Fault(
        .usage,
        "unknown-item",
        "there is no item \"\(item)\"",
        hint: near.isEmpty
          ? "`cutroom plan \(project) --json` names them all."
          : "Did you mean \(near.joined(separator: ", "))?"
      )
    }
  }
}
