package import CutroomModel

/// Everything a run would do now, and why.
package struct Plan: Sendable, Equatable {
  /// What a run would do about an item.
  package enum Action: String, Sendable, Codable {
    case run
    case skip
    case restore
    /// A person must decide first.
    case await
  }

  package struct Entry: Sendable, Equatable {
    package var stage: String
    /// `*`: the items are not known yet.
    package var item: String
    package var action: Action
    /// Empty for `*`.
    package var fingerprint: Fingerprint?
    package var reasons: [StaleReason]
    /// Outputs that somebody edited.
    package var modified: [ProjectPath] = []
    package var damaged: [ProjectPath] = []
    /// What it is going to ask of a provider.
    package var request: PlannedRequest?

    /// Whether it comes to a decision only should an input become another.
    var isForecast: Bool { action == .await && reasons.contains { $0.cause == .inputWillChange } }

    /// Whether something else must be done or decided first that is not in the plan.
    fileprivate var waits: Bool { reasons.contains { $0.cause == .waitsFor } }
  }

  package var entries: [Entry]
  /// What is going to be asked besides, of stages in order.
  package var unknownRequests: [UnknownRequests] = []

  /// What a run that keeps to this plan does, with the fingerprints of now: not what waits.
  package var doable: [ItemKey: Fingerprint] {
    entries.reduce(into: [:]) { doable, entry in
      guard entry.action == .run || entry.action == .restore, !entry.waits else { return }
      doable[ItemKey(stage: entry.stage, item: entry.item)] = entry.fingerprint
    }
  }

  /// What there is to do.
  package var pending: [Entry] { entries.filter { $0.action != .skip } }

  /// Evaluates every item of the graph; a fresh item whose input another item is going to make
  /// anew is listed too.
  package static func make(
    _ evaluator: Evaluator,
    options: RunOptions = RunOptions()
  ) throws -> Plan {
    var planner = Planner(
      evaluator: evaluator,
      selection: try Selection(options, in: evaluator.graph)
    )
    for index in evaluator.graph.nodes.indices {
      try planner.plan(index, force: options.force)
    }
    return Plan(entries: planner.entries, unknownRequests: planner.unknownRequests)
  }
}

/// Goes through the graph, remembering what will be made anew.
private struct Planner {
  let evaluator: Evaluator
  let selection: Selection
  var entries: [Plan.Entry] = []
  var unknownRequests: [UnknownRequests] = []
  private var changing: [ProjectPath: String] = [:]
  /// What stages may write whose items are not known yet.
  private var unknown: [(pattern: PathPattern, maker: String)] = []
  private var holdups = Holdups()

  init(evaluator: Evaluator, selection: Selection) {
    self.evaluator = evaluator
    self.selection = selection
  }

  mutating func plan(_ index: Int, force: Bool) throws {
    let node = evaluator.graph.nodes[index]
    let isSelected = selection.nodes.contains(index)
    let arrivals = arrivals(at: node)
    for step in 0..<max(1, node.steps.count) {
      switch try evaluator.evaluate(node, step: step, force: force && isSelected) {
      case .items(let items):
        holdups.begin(step: step, of: node, in: evaluator.graph)
        for item in items { add(item, in: index, arrivals, isSelected: isSelected) }
      case .waits(let path):
        guard isSelected else { continue }
        addUnknown(index, StaleReason(.waitsFor, input: path))
        noteUnknownRequests(of: step, in: node, after: node.upstream.last(where: isPending))
      case .fault(let fault):
        guard isSelected else { continue }
        addUnknown(index, StaleReason(.failed, input: fault.message))
      }
    }
  }

  private mutating func add(
    _ item: EvaluatedItem,
    in index: Int,
    _ arrivals: [StaleReason],
    isSelected: Bool
  ) {
    let node = evaluator.graph.nodes[index]
    let isWanted = isSelected && selection.contains(item)
    var reasons = isWanted ? item.verdict.reasons : []
    var action = isWanted ? Plan.Action(item.verdict) : .skip
    if isWanted, action == .skip || action == .run {
      let upstream = upstreamReasons(of: item, arrivals)
      if !upstream.isEmpty {
        let isForced = reasons.contains { $0.cause == .forced }
        let claims = isForced ? [] : evaluator.claims(on: item)
        action = claims.isEmpty ? .run : .await
        reasons += claims + upstream
      }
    }
    let outputs = action == .skip ? [] : knownOutputs(of: item, in: index)
    if action != .skip, let holder = holdups.holder(of: item, in: node) {
      holdups.hold(item.key, by: holder, outputs: item.verdict.isFresh ? nil : outputs)
      if action != .await { action = .run }
      reasons.removeAll { $0.cause == .inputWillChange && $0.new == holder }
      reasons.append(StaleReason(.waitsFor, input: holder, new: holder))
    } else if action == .await, item.verdict.reasons.needDecision {
      holdups.hold(item.key, by: item.key.description, outputs: outputs)
    }
    if action == .run || action == .restore {
      for path in outputs { changing[path] = item.key.description }
    }
    entries.append(
      Plan.Entry(
        stage: item.key.stage,
        item: item.key.item,
        action: action,
        fingerprint: item.fingerprint,
        reasons: reasons,
        modified: item.modified,
        damaged: item.damaged,
        request: action == .run ? request(of: item, in: node) : nil
      )
    )
    if action == .run, entries.last?.request == nil, item.spec.askedProviders != nil {
      noteUnknownRequests(of: item.step, in: node, after: nil)
    }
  }

  /// Notes, once for each stage, that it may ask more than the plan can tell.
  private mutating func noteUnknownRequests(of step: Int, in node: StageGraph.Node, after: Int?) {
    guard node.steps.indices.contains(step),
      !unknownRequests.contains(where: { $0.stage == node.id })
    else { return }
    let providers = node.steps[step].providers(evaluator.scope(of: node))
    guard !providers.isEmpty else { return }
    let first = after.map { evaluator.graph.nodes[$0].id }
    unknownRequests.append(UnknownRequests(stage: node.id, providers: providers, after: first))
  }

  private func isPending(_ index: Int) -> Bool {
    let stage = evaluator.graph.nodes[index].id
    return entries.contains { $0.stage == stage && $0.action != .skip }
  }

  private func request(of item: EvaluatedItem, in node: StageGraph.Node) -> PlannedRequest? {
    guard node.steps.indices.contains(item.step),
      var request = node.steps[item.step].asks(item.spec, evaluator.scope(of: node))
    else { return nil }
    let provider = evaluator.settings.providers.first { $0.name == request.provider }
    request.cost = provider?.price?.estimate(characters: request.characters)
    return request
  }

  private func knownOutputs(of item: EvaluatedItem, in index: Int) -> [ProjectPath] {
    let scope = evaluator.scope(of: evaluator.graph.nodes[index])
    return item.knownOutputs(scope.recorded(item.key.item))
  }

  /// One reason for each stage that will make an input anew.
  private func upstreamReasons(
    of item: EvaluatedItem,
    _ arrivals: [StaleReason]
  ) -> [StaleReason] {
    guard !changing.isEmpty || !unknown.isEmpty else { return [] }
    var reasons: [StaleReason] = []
    var stages: Set<Substring> = []
    for path in item.spec.inputs.lazy.compactMap(\.file) {
      let maker =
        changing[path] ?? unknown.first { $0.pattern.matches(path.description) }?.maker
      guard let maker, stages.insert(maker.prefix { $0 != "/" }).inserted else { continue }
      reasons.append(StaleReason(.inputWillChange, input: path.description, new: maker))
    }
    return reasons + arrivals.filter { stages.insert(($0.new ?? "").prefix { $0 != "/" }).inserted }
  }

  /// Files that will be made and that the stage's globs will find, one for each stage that makes
  /// any: they are no inputs yet.
  private func arrivals(at node: StageGraph.Node) -> [StaleReason] {
    guard !changing.isEmpty, case .run(let run) = node.definition.work else { return [] }
    let globs = run.inputs.filter { !$0.path.usesItem }.compactMap(\.path.pattern)
      .filter { !$0.isLiteral }
    guard !globs.isEmpty else { return [] }
    var stages: Set<Substring> = []
    return changing.sorted { $0.key < $1.key }.compactMap { path, maker in
      let stage = maker.prefix { $0 != "/" }
      guard !stages.contains(stage), globs.contains(where: { $0.matches(path.description) }) else {
        return nil
      }
      stages.insert(stage)
      return StaleReason(.inputWillChange, input: path.description, new: maker)
    }
  }

  private mutating func addUnknown(_ index: Int, _ reason: StaleReason) {
    let node = evaluator.graph.nodes[index]
    let stage = node.id
    guard !entries.contains(where: { $0.stage == stage && $0.item == "*" }) else { return }
    entries.append(
      Plan.Entry(stage: stage, item: "*", action: .run, fingerprint: nil, reasons: [reason])
    )
    unknown += node.writes.map { ($0, "\(stage)/*") }
    holdups.hold(ItemKey(stage: stage, item: "*"), by: "\(stage)/*", outputs: nil)
  }
}

extension Plan.Action {
  init(_ verdict: Verdict) {
    switch verdict {
    case .fresh: self = .skip
    case .stale: self = .run
    case .restore, .share, .heal: self = .restore
    case .awaiting: self = .await
    }
  }
}
