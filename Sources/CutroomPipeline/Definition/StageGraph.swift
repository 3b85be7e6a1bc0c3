package import CutroomModel

/// The stages in an order that can be run, each with what it waits for.
package struct StageGraph: Sendable {
  /// A stage with its work resolved and its edges known.
  package struct Node: Sendable {
    package let definition: StageDefinition
    /// The steps of a built-in stage; none for a run stage.
    package let steps: [any StageStep]
    package let reads: [PathPattern]
    package let writes: [PathPattern]
    /// The places in `nodes` of the stages that must come first, in order.
    package var upstream: [Int]

    package var id: String { definition.id }
  }

  /// In an order in which every stage comes after those it needs.
  package let nodes: [Node]

  package subscript(id: String) -> Node? { nodes.first { $0.id == id } }

  /// Resolves built-ins, finds the edges and orders the stages; the list's own order decides between
  /// stages that do not depend on each other.
  package init(
    _ pipeline: PipelineDefinition,
    builtins: [String: BuiltinStage]
  ) throws(PipelineFault) {
    var unordered: [Node] = []
    for (index, stage) in pipeline.stages.enumerated() {
      unordered.append(
        try Self.resolve(stage, at: index, builtins, pipeline.settings.providers)
      )
    }
    try Self.refuseSharedOutputs(unordered)
    for index in unordered.indices {
      unordered[index].upstream = try Self.upstream(of: index, in: unordered)
    }
    nodes = try Self.ordered(unordered)
  }

  /// The nodes that `index` needs, with theirs, and itself.
  package func ancestors(of index: Int) -> Set<Int> {
    var found: Set<Int> = [index]
    // Upstream nodes stand before the nodes that need them.
    for place in stride(from: index, through: 0, by: -1) where found.contains(place) {
      found.formUnion(nodes[place].upstream)
    }
    return found
  }

  /// The nodes that need `index`, with theirs, and itself.
  package func descendants(of index: Int) -> Set<Int> {
    var found: Set<Int> = [index]
    for place in nodes.indices where !found.isDisjoint(with: nodes[place].upstream) {
      found.insert(place)
    }
    return found
  }

  private static func resolve(
    _ stage: StageDefinition,
    at index: Int,
    _ builtins: [String: BuiltinStage],
    _ providers: [ProviderSettings]
  ) throws(PipelineFault) -> Node {
    let place = ["stages", String(index)]
    switch stage.work {
    case .run(let run):
      var reads = run.inputs.compactMap(\.path.pattern)
      switch run.foreach {
      case .once: break
      case .glob(let pattern): reads.append(pattern)
      case .json(let file, _, _): reads.append(file)
      }
      let writes = run.outputs.compactMap(\.pattern)
      try refuseOwn(run, writes, at: place)
      return Node(definition: stage, steps: [], reads: reads, writes: writes, upstream: [])
    case .builtin(let name):
      guard let builtin = builtins[name] else {
        throw PipelineFault(
          JSONPointer(tokens: place + ["uses"]),
          "there is no built-in stage \"\(name)\"; there are "
            + builtins.keys.sorted().joined(separator: ", ")
        )
      }
      try builtin.check(stage.with, at: place + ["with"], providers: providers)
      return Node(
        definition: stage,
        steps: builtin.steps,
        reads: builtin.steps.flatMap(\.reads),
        writes: builtin.steps.flatMap(\.writes),
        upstream: []
      )
    }
  }

  /// Refuses outputs that are cutroom's own or stand twice, and inputs that the stage itself writes.
  private static func refuseOwn(
    _ run: RunDefinition,
    _ writes: [PathPattern],
    at place: [String]
  ) throws(PipelineFault) {
    if let index = writes.firstIndex(where: { ReservedPaths.contains($0.description) }) {
      throw PipelineFault(
        JSONPointer(tokens: place + ["outputs", String(index)]),
        "\(writes[index]) is cutroom's own: no stage may write it"
      )
    }
    for (index, output) in run.outputs.enumerated() where run.outputs[..<index].contains(output) {
      throw PipelineFault(
        JSONPointer(tokens: place + ["outputs", String(index)]),
        "\(output) stands above already"
      )
    }
    for (index, input) in run.inputs.enumerated() where !input.path.usesItem {
      guard let read = input.path.pattern, isOwn(read, writes) else { continue }
      throw PipelineFault(
        JSONPointer(tokens: place + ["inputs", String(index)]),
        "\(read) matches what the stage itself writes"
      )
    }
    if case .glob(let pattern) = run.foreach, writes.contains(where: { $0.overlaps(pattern) }) {
      throw PipelineFault(
        JSONPointer(tokens: place + ["foreach"]),
        "the glob \(pattern) matches what the stage itself writes"
      )
    }
  }

  // One file may be a sibling of those that the items write; a glob would find them.
  private static func isOwn(_ read: PathPattern, _ writes: [PathPattern]) -> Bool {
    writes.contains { $0.overlaps(read) && (!read.isLiteral || $0.isLiteral) }
  }

  // A literal output wins over a pattern that happens to cover it: scripts/tags.json is nobody's
  // topic, because `tags` is no topic id.
  private static func refuseSharedOutputs(_ nodes: [Node]) throws(PipelineFault) {
    for (index, node) in nodes.enumerated() {
      for earlier in nodes[..<index] {
        let shared = node.writes.first { write in
          earlier.writes.contains { $0.overlaps(write) && $0.isLiteral == write.isLiteral }
        }
        guard let shared else { continue }
        throw PipelineFault(
          JSONPointer(tokens: ["stages", String(index)]),
          "the stages \(earlier.id) and \(node.id) both write \(shared)"
        )
      }
    }
  }

  private static func upstream(of index: Int, in nodes: [Node]) throws(PipelineFault) -> [Int] {
    var upstream: Set<Int> = []
    for need in nodes[index].definition.needs {
      guard let place = nodes.firstIndex(where: { $0.id == need }) else {
        throw PipelineFault(
          JSONPointer(tokens: ["stages", String(index), "needs"]),
          "there is no stage \"\(need)\""
        )
      }
      upstream.insert(place)
    }
    for (place, other) in nodes.enumerated() where place != index {
      if nodes[index].reads.contains(where: { read in isMade(read, by: other, among: nodes) }) {
        upstream.insert(place)
      }
    }
    return upstream.sorted()
  }

  private static func isMade(_ read: PathPattern, by node: Node, among nodes: [Node]) -> Bool {
    node.writes.contains { write in
      guard write.overlaps(read) else { return false }
      guard read.isLiteral, !write.isLiteral else { return true }
      return !nodes.contains { $0.writes.contains { $0.isLiteral && $0 == read } }
    }
  }

  private static func ordered(_ nodes: [Node]) throws(PipelineFault) -> [Node] {
    var order: [Int] = []
    var placed: Set<Int> = []
    while order.count < nodes.count {
      guard
        let next = nodes.indices.first(where: { index in
          !placed.contains(index) && nodes[index].upstream.allSatisfy(placed.contains)
        })
      else {
        let circle = nodes.indices.filter { !placed.contains($0) }.map { nodes[$0].id }
        throw PipelineFault(
          JSONPointer(tokens: ["stages"]),
          "the stages wait for each other in a circle: \(circle.joined(separator: ", "))"
        )
      }
      order.append(next)
      placed.insert(next)
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    return order.map { index in
      var node = nodes[index]
      node.upstream = node.upstream.compactMap { places[$0] }.sorted()
      return node
    }
  }
}
