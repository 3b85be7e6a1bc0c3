import CutroomModel
package import CutroomStore
import CutroomSystem

/// Runs a project's stages: the machine decides, threads do, the session records.
///
/// The calling thread coordinates until the run has ended.
package final class Runner {
  private enum Message: Sendable {
    case event(RunMachine.Event)
    case place(PoolPlace, PoolPlace.Word)
    case ended(step: Int, index: Int, Result<RunEvent.Way, ItemFailure>)
    case signalled
  }

  private let session: ProjectSession
  private let graph: StageGraph
  private let evaluator: Evaluator
  private let options: RunOptions
  private let selection: Selection
  private let events: @Sendable (RunEvent) -> Void
  /// What the run is called.
  package let run: String
  private let cancellation: Cancellation
  private let killSwitch: Cancellation
  private let inbox = Mailbox<Message>()
  private let threads: ItemThreads
  private var machine: RunMachine
  private var places: [(node: Int, step: Int)]
  private var evaluated: [[EvaluatedItem]]
  /// Of the items that only wait now.
  private var waiting: [PoolQueues.Place: PoolPlace] = [:]
  private var retries: [(due: Int64, step: Int, item: Int)] = []
  private var summary: RunSummary
  private var decisions = KnownDecisions()
  private var keeping: RunKeeping
  /// Whether a program was started that may have left others running.
  private var hasRunPrograms = false

  package init(
    session: ProjectSession,
    graph: StageGraph,
    evaluator: Evaluator,
    options: RunOptions,
    check: OutputCheck?,
    events: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    self.session = session
    self.graph = graph
    self.evaluator = evaluator
    self.options = options
    self.events = events
    selection = try Selection(options, in: graph)
    let clock = session.project.clock
    let startedAt = clock.now()
    run = RunName.make(at: startedAt)
    cancellation = try Cancellation()
    killSwitch = try Cancellation()
    let itemRunner = ItemRunner(
      session: session,
      evaluator: evaluator,
      run: run,
      forcedSince: session.withState(options.start) ?? startedAt,
      cancellation: cancellation,
      killSwitch: killSwitch,
      check: check,
      events: events
    )
    threads = ItemThreads(itemRunner) { [inbox] job, end in
      inbox.post(.ended(step: job.step, index: job.index, end))
    }
    let steps = RunSteps(graph, selection)
    places = steps.places
    evaluated = places.map { _ in [] }
    var pools = evaluator.settings.pools
    if let jobs = options.jobs { pools["cpu"] = jobs }
    machine = RunMachine(steps: steps.steps, pools: pools, keepsGoing: options.keepGoing)
    summary = RunSummary(run: run, outcome: .done)
    summary.isPlanned = options.planned != nil
    keeping = RunKeeping(
      session,
      RunRecord(
        id: run,
        command: options.command,
        pid: ThisProcess.pid,
        host: ThisProcess.hostName,
        startedAt: startedAt,
        selection: options.request
      )
    )
  }

  /// Asks the run to stop: once to end in peace, twice to end at once.
  ///
  /// May be called from any thread.
  package var interrupt: @Sendable () -> Void {
    { [inbox] in inbox.post(.signalled) }
  }

  /// Runs until nothing is left that can be done.
  ///
  /// Throws only where the engine itself cannot go on, such as a journal that cannot be written.
  package func runToEnd() throws -> RunSummary {
    let start = session.project.clock.monotonic()
    events(.runStarted(run: run, stages: selection.nodes.sorted().map { graph.nodes[$0].id }))
    defer { endThreads() }
    RunSnapshot(pid: ThisProcess.pid, stages: [], isLooking: true).save(session.project)
    try keepEdits(session.withState { Array($0.files.keys) })
    var pending = machine.begin()
    while true {
      if let outcome = try perform(pending) {
        return try finish(outcome, since: start)
      }
      pending = try next()
    }
  }

  // MARK: - Events

  private func next() throws -> [RunMachine.Action] {
    keeping.saveNowAndThen { snapshot }
    while true {
      if let due = takeDueRetry() { return machine.handle(due) }
      guard let message = wait() else { continue }
      switch message {
      case .signalled: return machine.handle(.interrupted)
      case .event(let event): return machine.handle(event)
      case .place(let place, .aside):
        waiting[.init(step: place.step, item: place.item)] = place
        return machine.handle(.steppedAside(step: place.step, item: place.item))
      case .place(let place, .back):
        return machine.handle(.waited(step: place.step, item: place.item))
      case .ended(let step, let index, let end): return machine.handle(note(step, index, end))
      }
    }
  }

  private func wait() -> Message? {
    guard let due = retries.map(\.due).min() else { return inbox.take() }
    let left = due - session.project.clock.monotonic() / 1_000_000
    return inbox.take(withinMilliseconds: max(1, left))
  }

  private func takeDueRetry() -> RunMachine.Event? {
    let now = session.project.clock.monotonic() / 1_000_000
    guard let index = retries.firstIndex(where: { $0.due <= now }) else { return nil }
    let retry = retries.remove(at: index)
    return .retryDue(step: retry.step, item: retry.item)
  }

  private func note(
    _ step: Int,
    _ index: Int,
    _ end: Result<RunEvent.Way, ItemFailure>
  ) -> RunMachine.Event {
    waiting[.init(step: step, item: index)] = nil
    switch end {
    case .success(let way):
      if way == .ran { summary.ran += 1 } else { summary.restored += 1 }
      session.item(evaluated[step][index].key).map { decisions.note($0) }
      evaluated[step][index].release()
      return .committed(step: step, item: index)
    case .failure(let failure):
      if failure.code != ItemFailure.cancelled, failure.code != ItemFailure.undecided {
        let willRetry = failure.isRetryable && machine.mayRetry(step: step, item: index)
        events(.itemFailed(evaluated[step][index].key, failure, willRetry: willRetry))
      }
      return .failed(step: step, item: index, failure)
    }
  }

  // MARK: - Actions

  private func perform(_ actions: [RunMachine.Action]) throws -> RunOutcome? {
    for action in actions {
      switch action {
      case .expand(let step): inbox.post(.event(try expand(step)))
      case .start(let step, let index, let attempt): try start(step, index, attempt)
      case .retryLater(let step, let item, let delay):
        let now = session.project.clock.monotonic() / 1_000_000
        retries.append((now + delay, step, item))
      case .goOn(let step, let item):
        waiting.removeValue(forKey: .init(step: step, item: item))?.giveRoom()
      case .cancel: cancellation.cancel()
      case .kill:
        cancellation.cancel()
        killSwitch.cancel()
      case .finish(let outcome): return outcome
      }
    }
    return nil
  }

  private func expand(_ step: Int) throws -> RunMachine.Event {
    let node = graph.nodes[places[step].node]
    let isSelected = machine.steps[step].isSelected
    let force = options.force && isSelected
    let done = options.continued
    switch try evaluator.evaluate(node, step: places[step].step, force: force, done: done) {
    case .waits(let path): return .waits(step: step, path: path)
    case .fault(let fault):
      let failure = ItemFailure(code: fault.code, message: fault.message, isRetryable: false)
      if isSelected {
        events(.itemFailed(ItemKey(stage: node.id, item: "*"), failure, willRetry: false))
      }
      return .faulted(step: step, failure)
    case .items(let items):
      try keepEdits(items.flatMap(\.modified))
      evaluated[step] = items
      decisions.note(items, recorded: session.withState { $0.items[node.id] ?? NameTable() })
      let opened = opened(items, of: node, isSelected: isSelected)
      for (index, item) in opened.enumerated() {
        if item.verdict.isFresh {
          evaluated[step][index].release()
        } else {
          evaluated[step][index].seen = InputFacts(of: items[index].spec, evaluator.looks)
        }
      }
      return .expanded(step: step, opened)
    }
  }

  /// What this run finds edited counts from now on, also where nothing is made from it yet.
  private func keepEdits(_ paths: [ProjectPath]) throws {
    do { try session.keepEdits(among: paths) } catch {
      // Looking at a project needs no room on the disk; an item that uses the edit says so.
      guard error.isOutOfSpace else { throw error }
    }
  }

  private func opened(
    _ items: [EvaluatedItem],
    of node: StageGraph.Node,
    isSelected: Bool
  ) -> [RunMachine.Item] {
    var fresh = 0
    let result = items.map { item in
      let isWanted = isSelected && selection.contains(item)
      let verdict = isWanted ? item.verdict : .fresh
      if verdict.isFresh { fresh += 1 }
      return RunMachine.Item(
        id: item.key.item,
        verdict: verdict,
        inputs: verdict.isFresh ? [] : item.spec.inputs.compactMap(\.file),
        outputs: verdict.isFresh ? [] : item.knownOutputs(session.item(item.key)),
        line: verdict.isFresh ? nil : item.spec.line ?? item.spec.askedProviders
      )
    }
    guard isSelected else { return result }
    summary.skipped += fresh
    events(.stageOpened(stage: node.id, total: items.count, fresh: fresh))
    if fresh > 0 { events(.itemsSkipped(stage: node.id, count: fresh)) }
    return result
  }

  private func start(_ step: Int, _ index: Int, _ attempt: Int) throws {
    try keeping.begin()
    let item = evaluated[step][index]
    events(.itemStarted(item.key, attempt: attempt))
    let node = graph.nodes[places[step].node]
    if case .run = node.definition.work { hasRunPrograms = true }
    let place = PoolPlace(step: step, item: index) { [inbox] in inbox.post(.place($0, $1)) }
    try threads.post(
      ItemThreads.Job(
        step: step,
        index: index,
        attempt: attempt,
        item: item,
        node: node,
        place: place
      )
    )
  }

  private func endThreads() {
    // Where the engine itself cannot go on, nobody waits for what is in work.
    cancellation.cancel()
    killSwitch.cancel()
    threads.end()
    // What left its program's process group is found by its environment.
    if hasRunPrograms { _ = try? ProcessTable.killAll(withEnvironment: "CUTROOM_RUN=\(run)") }
  }

  // MARK: - Records

  private func finish(_ outcome: RunOutcome, since start: Int64) throws -> RunSummary {
    summary.outcome = outcome
    summary.failures = machine.failures.filter { $0.1.code != ItemFailure.cancelled }
      .map { ($0.0, $0.1) }
    summary.blocked = machine.blocked
    let held = Set(machine.blocked.map(\.key.stage))
    summary.leavesOut = selection.leavesOut(before: held, in: graph)
    summary.awaiting = machine.awaiting.map { ($0.0, $0.1) }
    summary.milliseconds = (session.project.clock.monotonic() - start) / 1_000_000
    for (key, reasons) in machine.awaiting { events(.itemAwaiting(key, reasons)) }
    for blocked in machine.blocked { events(.itemBlocked(blocked.key, by: blocked.by)) }
    if outcome == .done || outcome == .awaiting { try forgetRemovedItems() }
    // What never came to an item has failed too, and is what `resume` goes on with.
    if outcome == .failed || outcome == .interrupted { try keeping.begin() }
    try keeping.end(outcome)
    events(.runFinished(summary))
    return summary
  }

  /// Lets go of items that the pipeline has no more: nothing heals or counts what they made.
  private func forgetRemovedItems() throws {
    let census = census
    let removed = session.withState { state in
      state.items.flatMap { stage, items in census.removedItems(of: stage, among: items) }
    }
    guard !removed.isEmpty else { return }
    summary.leftBehind = try session.withState { census.outputs(of: removed, in: $0) }
      .compactMap { key, paths in
        let left = try paths.filter { try session.project.tree.facts($0) != nil }
        return left.isEmpty ? nil : (key, left)
      }
    for (key, paths) in summary.leftBehind { events(.itemRemoved(key, left: paths)) }
    try session.record(removed.sorted().map { .forgotten($0) }, durable: false)
  }

  private var census: ItemCensus {
    ItemCensus(graph: graph, places: places, machine: machine, evaluated: evaluated)
  }

  /// The stages that this run knows all about: of a narrower run it knows too little.
  private var snapshot: RunSnapshot {
    let isWhole = options.items.isEmpty && options.planned == nil
    var stages = isWhole ? census.stages(of: selection.nodes) : []
    for index in stages.indices { stages[index].decisions = decisions[stages[index].id] }
    return RunSnapshot(pid: ThisProcess.pid, stages: stages)
  }
}
