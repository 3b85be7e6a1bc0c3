/// The machine's steps for a graph, in its order.
struct RunSteps {
  var steps: [RunMachine.Step] = []
  var places: [(node: Int, step: Int)] = []

  init(_ graph: StageGraph, _ selection: Selection) {
    var last: [Int] = []
    for (index, node) in graph.nodes.enumerated() {
      for step in 0..<max(1, node.steps.count) {
        let builtin = node.steps.isEmpty ? nil : node.steps[step]
        let upstream = step == 0 ? node.upstream.map { last[$0] } : [steps.count - 1]
        steps.append(
          RunMachine.Step(
            stage: node.id,
            number: step,
            upstream: upstream,
            pool: node.definition.pool ?? builtin?.pool(node.definition.with) ?? "cpu",
            retries: node.definition.retries,
            isSelected: selection.nodes.contains(index),
            needs: Set(node.definition.needs)
          )
        )
        places.append((index, step))
      }
      last.append(steps.count - 1)
    }
  }
}
