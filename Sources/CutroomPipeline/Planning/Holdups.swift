import CutroomModel

/// What a plan cannot do before somebody has decided, by the rules by which `RunMachine` blocks.
struct Holdups {
  /// What keeps stages from being done whole.
  private var stages: [String: String] = [:]
  /// Outputs that are there, and are not those that the decision will lead to.
  private var undecided: [ProjectPath: String] = [:]
  /// What holds up everything behind the last step of a stage: an item whose outputs are not known.
  private var broken: [String: String] = [:]
  /// What holds up everything in the step at hand.
  private var upstream: String?

  /// Goes on to a step of a stage whose upstream stages were all looked at.
  mutating func begin(step: Int, of node: StageGraph.Node, in graph: StageGraph) {
    let before = step == 0 ? node.upstream.map { graph.nodes[$0].id } : [node.id]
    upstream = before.lazy.compactMap { [broken] in broken[$0] }.first
    broken[node.id] = nil
  }

  /// What an item that is to be done waits for: an output that awaits a decision, or a stage that it
  /// needs whole.
  func holder(of item: EvaluatedItem, in node: StageGraph.Node) -> String? {
    let needed = node.definition.needs.lazy.compactMap { stages[$0] }.first
    guard !item.verdict.isFresh else { return needed }
    return item.spec.inputs.lazy.compactMap(\.file).compactMap { undecided[$0] }.first ?? upstream
      ?? needed
  }

  /// Notes that something waits, and what that holds up in turn.
  ///
  /// Without `outputs` that is only what needs its stage whole.
  mutating func hold(_ key: ItemKey, by holder: String, outputs: [ProjectPath]?) {
    stages[key.stage] = holder
    guard let outputs else { return }
    for path in outputs { undecided[path] = key.description }
    if outputs.isEmpty { broken[key.stage] = key.description }
  }
}
