package import CutroomModel

/// Decides what a run does next; knows no file, thread or clock.
///
/// Events go in, actions come out: all rules of order, pools, retries, failure and cancellation are
/// here and can be tested without running anything.
package struct RunMachine: Sendable {
  package enum Event: Sendable {
    case expanded(step: Int, [Item])
    /// The items cannot be known: a document is missing that `path` names.
    case waits(step: Int, path: String)
    case faulted(step: Int, ItemFailure)
    case committed(step: Int, item: Int)
    case failed(step: Int, item: Int, ItemFailure)
    case retryDue(step: Int, item: Int)
    /// An item in work only waits from now on, and lets others work in its place.
    case steppedAside(step: Int, item: Int)
    /// It has waited enough.
    case waited(step: Int, item: Int)
    /// Somebody asked to stop.
    case interrupted
  }

  package enum Action: Sendable, Equatable {
    case expand(step: Int)
    case start(step: Int, item: Int, attempt: Int)
    case retryLater(step: Int, item: Int, milliseconds: Int64)
    /// There is room again for an item that has waited.
    case goOn(step: Int, item: Int)
    /// Tell everything in work to stop.
    case cancel
    /// Kill everything in work at once.
    case kill
    case finish(RunOutcome)
  }

  package struct Blocked: Sendable, Equatable {
    package var key: ItemKey
    /// What it waits for: an item or a path.
    package var by: String
  }

  private enum Progress: Sendable, Equatable {
    case idle
    case queued
    case running
    case backingOff
    case done
    case failed
    case awaiting
    case blocked
    case skipped
  }

  private struct Work: Sendable {
    var item: Item
    var progress: Progress
    var attempts = 0
  }

  private enum StepState: Sendable, Equatable {
    case waiting
    case expanding
    case open
    case settled
  }

  package let steps: [Step]
  package private(set) var failures: [(ItemKey, ItemFailure)] = []
  package private(set) var blocked: [Blocked] = []
  package private(set) var awaiting: [(ItemKey, [StaleReason])] = []
  private var states: [StepState]
  private var work: [[Work]]
  private var unsettledPaths: [ProjectPath: ItemKey] = [:]
  private var brokenSteps: [Int: String] = [:]
  private var expanded: Set<Int> = []
  private var pools: PoolQueues
  /// How many items of each step are queued, running or backing off.
  private var busy: [Int]
  private let keepsGoing: Bool
  private var isStopping = false
  private var interruptions = 0
  private var isFinished = false

  package init(steps: [Step], pools: [String: Int], keepsGoing: Bool) {
    self.steps = steps
    self.keepsGoing = keepsGoing
    self.pools = PoolQueues(limits: pools)
    states = steps.map { _ in .waiting }
    work = steps.map { _ in [] }
    busy = steps.map { _ in 0 }
  }

  package mutating func begin() -> [Action] { advance() }

  package mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .expanded(let step, let items): open(step, items)
    case .waits(let step, let path):
      settle(step, blockedBy: unsettledProducer(of: path, before: step) ?? path)
    case .faulted(let step, let failure): breakDown(step, failure)
    case .committed(let step, let item):
      leave(step, item, .done)
      work[step][item].item.release()
    case .failed(let step, let item, let failure) where failure.code == ItemFailure.undecided:
      leave(step, item, .awaiting)
      hold(step, item, [StaleReason(.purchaseUndecided, input: failure.message)])
    case .failed(let step, let item, let failure):
      if let retry = retry(step, item, failure) { return [retry] + advance() }
      leave(step, item, .failed)
      failItem(step, item, failure)
    case .retryDue(let step, let item):
      if work[step][item].progress == .backingOff { enqueue(step, item) }
    case .steppedAside(let step, let item): pools.stepAside(.init(step: step, item: item))
    case .waited(let step, let item): pools.comeBack(.init(step: step, item: item))
    case .interrupted: return interrupt()
    }
    return advance()
  }

  /// Counts a step's items; nil while they are not known.
  package func counts(step: Int) -> Counts? {
    guard hasExpanded(step: step) else { return nil }
    return work[step].reduce(into: Counts(total: work[step].count)) { counts, work in
      switch work.progress {
      case .done, .skipped: counts.done += 1
      case .failed: counts.failed += 1
      case .running: counts.running += 1
      case .blocked: counts.blocked += 1
      case .awaiting: counts.awaiting += 1
      case .idle, .queued, .backingOff: break
      }
    }
  }

  /// Whether a failure of an item in work would be tried again.
  package func mayRetry(step: Int, item: Int) -> Bool {
    work[step][item].attempts <= steps[step].retries && !isStopping
  }

  /// Whether the items of a step are known.
  package func hasExpanded(step: Int) -> Bool { expanded.contains(step) }

  // MARK: - Opening steps

  private mutating func open(_ step: Int, _ items: [Item]) {
    states[step] = .open
    expanded.insert(step)
    work[step] = items.map { Work(item: $0, progress: .idle) }
    let unmet = unmetNeed(of: step)
    for index in items.indices { sort(step, index, unmet: unmet) }
  }

  /// What is not done of the stages that a step needs whole.
  private func unmetNeed(of step: Int) -> String? {
    let needs = steps[step].needs
    guard !needs.isEmpty else { return nil }
    let failed = failures.first { needs.contains($0.0.stage) }?.0.description
    let held = failed ?? blocked.first { needs.contains($0.key.stage) }?.by
    return held ?? awaiting.first { needs.contains($0.0.stage) && $0.1.needDecision }?.0.description
  }

  private mutating func sort(_ step: Int, _ index: Int, unmet: String?) {
    let item = work[step][index].item
    let key = ItemKey(stage: steps[step].stage, item: item.id)
    if !steps[step].isSelected || item.verdict.isFresh {
      work[step][index].progress = .skipped
      return
    }
    if let blocker = blocker(of: item, in: step) ?? unmet {
      work[step][index].progress = .blocked
      blocked.append(Blocked(key: key, by: blocker))
      unsettle(item, key, in: step)
      return
    }
    if case .awaiting(let reasons) = item.verdict {
      work[step][index].progress = .awaiting
      awaiting.append((key, reasons))
      // A hand-edited or unrecorded output is there and is used; what waits for a decision, or is
      // not what was accepted, is not.
      if reasons.needDecision { unsettle(item, key, in: step) }
      return
    }
    enqueue(step, index)
  }

  private func blocker(of item: Item, in step: Int) -> String? {
    for path in item.inputs {
      if let key = unsettledPaths[path] { return key.description }
    }
    return steps[step].upstream.lazy.compactMap { brokenSteps[$0] }.first
  }

  // An item whose outputs are not known beforehand holds up everything behind its step.
  private mutating func unsettle(_ item: Item, _ key: ItemKey, in step: Int) {
    for path in item.outputs { unsettledPaths[path] = key }
    if item.outputs.isEmpty { brokenSteps[step] = key.description }
  }

  private func unsettledProducer(of path: String, before step: Int) -> String? {
    if let path = ProjectPath(path), let key = unsettledPaths[path] { return key.description }
    return steps[step].upstream.lazy.compactMap { brokenSteps[$0] }.first
  }

  // A step that the run leaves alone holds nothing up: what reads its work takes it as it stands.
  private mutating func settle(_ step: Int, blockedBy blocker: String) {
    states[step] = .settled
    guard steps[step].isSelected else { return }
    brokenSteps[step] = "\(steps[step].stage)/*"
    blocked.append(Blocked(key: ItemKey(stage: steps[step].stage, item: "*"), by: blocker))
  }

  private mutating func breakDown(_ step: Int, _ failure: ItemFailure) {
    states[step] = .settled
    guard steps[step].isSelected else { return }
    brokenSteps[step] = steps[step].stage
    fail(ItemKey(stage: steps[step].stage, item: "*"), failure)
  }

  // MARK: - Items

  private mutating func enqueue(_ step: Int, _ item: Int) {
    if work[step][item].progress == .idle { busy[step] += 1 }
    work[step][item].progress = .queued
    let line = work[step][item].item.line ?? steps[step].stage
    pools.add(.init(step: step, item: item), to: steps[step].pool, line: line)
  }

  private mutating func leave(_ step: Int, _ item: Int, _ progress: Progress) {
    work[step][item].progress = progress
    pools.leave(.init(step: step, item: item))
    if progress != .backingOff { busy[step] -= 1 }
  }

  private mutating func retry(_ step: Int, _ item: Int, _ failure: ItemFailure) -> Action? {
    let attempts = work[step][item].attempts
    guard failure.isRetryable, mayRetry(step: step, item: item) else { return nil }
    leave(step, item, .backingOff)
    // 0.5 s, 1 s, 2 s … at most a minute: what is scarce needs time, what is broken needs an end.
    let delay = min(60_000, Int64(500) << Int64(min(attempts - 1, 10)))
    return .retryLater(step: step, item: item, milliseconds: delay)
  }

  private mutating func failItem(_ step: Int, _ item: Int, _ failure: ItemFailure) {
    let key = ItemKey(stage: steps[step].stage, item: work[step][item].item.id)
    fail(key, failure)
    unsettle(work[step][item].item, key, in: step)
  }

  private mutating func hold(_ step: Int, _ item: Int, _ reasons: [StaleReason]) {
    let key = ItemKey(stage: steps[step].stage, item: work[step][item].item.id)
    awaiting.append((key, reasons))
    unsettle(work[step][item].item, key, in: step)
  }

  private mutating func fail(_ key: ItemKey, _ failure: ItemFailure) {
    failures.append((key, failure))
    if !keepsGoing { isStopping = true }
  }

  // MARK: - Going on

  private mutating func interrupt() -> [Action] {
    interruptions += 1
    isStopping = true
    if interruptions > 1 { return [.kill] }
    return [.cancel] + advance()
  }

  private mutating func advance() -> [Action] {
    var actions: [Action] = []
    if isStopping { abandonQueues() }
    settleOpenSteps()
    actions += startQueued()
    if !isStopping {
      for step in steps.indices where states[step] == .waiting && isReady(step) {
        states[step] = .expanding
        actions.append(.expand(step: step))
      }
    }
    if actions.isEmpty, let outcome = end() { actions.append(.finish(outcome)) }
    return actions
  }

  private func isReady(_ step: Int) -> Bool {
    steps[step].upstream.allSatisfy { states[$0] == .settled }
  }

  private mutating func settleOpenSteps() {
    for step in steps.indices where states[step] == .open && busy[step] == 0 {
      states[step] = .settled
    }
  }

  private mutating func startQueued() -> [Action] {
    pools.admit().map { admission in
      switch admission {
      case .goOn(let place): return .goOn(step: place.step, item: place.item)
      case .begin(let place):
        let (step, item) = (place.step, place.item)
        work[step][item].progress = .running
        work[step][item].attempts += 1
        return .start(step: step, item: item, attempt: work[step][item].attempts)
      }
    }
  }

  private mutating func abandonQueues() {
    for place in pools.abandon() { giveUp(place.step, place.item) }
    for step in steps.indices where busy[step] > 0 {
      for item in work[step].indices where work[step][item].progress == .backingOff {
        giveUp(step, item)
      }
    }
  }

  private mutating func giveUp(_ step: Int, _ item: Int) {
    work[step][item].progress = .idle
    busy[step] -= 1
  }

  private mutating func end() -> RunOutcome? {
    guard !isFinished, pools.isIdle,
      isStopping || states.allSatisfy({ $0 == .settled })
    else { return nil }
    guard states.allSatisfy({ $0 != .expanding }) else { return nil }
    isFinished = true
    if interruptions > 0 { return .interrupted }
    if !failures.isEmpty { return .failed }
    if !awaiting.isEmpty { return .awaiting }
    return blocked.isEmpty ? .done : .failed
  }
}

extension [StaleReason] {
  /// Whether there is no output to go on with before a person has decided.
  var needDecision: Bool {
    let open: Set<StaleReason.Cause> = [
      .decisionNeeded, .purchaseUndecided, .outputMissing, .outputCorrupt, .outputDamaged,
    ]
    return contains { open.contains($0.cause) }
  }
}
