package import CutroomModel
package import CutroomStore

/// How a project and each of its stages stand.
package struct StatusReport: Sendable, Equatable {
  /// The states, in the order in which the first that applies counts.
  package enum State: String, Sendable, CaseIterable {
    case running
    case failed
    case awaiting
    case blocked
    case partial
    case stale
    case fresh
  }

  package struct Stage: Sendable, Equatable {
    package var id: String
    package var state: State
    /// Nil while the items are not known.
    package var total: Int?
    package var fresh = 0
    package var stale = 0
    package var failed = 0
    package var running = 0
    package var blocked = 0
    package var awaiting = 0
    package var modified = 0
    /// What its items did otherwise than asked.
    package var decisions: [ItemDecision] = []
  }

  package var state: State
  package var stages: [Stage]
  package var lock: LockHolder?

  /// What was done otherwise than asked, stage by stage.
  package var decisions: [ItemDecision] { stages.flatMap(\.decisions) }

  /// How the project stands by the word of the run that is at work on it.
  ///
  /// While it takes its first look, no items are known. Nil where nobody is at work, or where that run
  /// does not know of every stage yet; then the project must be looked at.
  package static func ofRun(on project: Project, graph: StageGraph) throws -> StatusReport? {
    guard let holder = try ProjectLock.currentHolder(project),
      let snapshot = RunSnapshot(of: project, by: holder)
    else { return nil }
    if snapshot.isLooking {
      return StatusReport(stages: graph.nodes.map { Stage(unknown: $0.id) }, lock: holder)
    }
    let known = Dictionary(snapshot.stages.map { ($0.id, $0) }) { first, _ in first }
    let stages = graph.nodes.compactMap { known[$0.id] }
    guard stages.count == graph.nodes.count else { return nil }
    return StatusReport(stages: stages, lock: holder)
  }

  /// How the project stands where nothing has changed since all of it was found fresh.
  ///
  /// Nil where that cannot be told; then the project must be looked at.
  package static func ofStill(_ project: Project) -> StatusReport? {
    guard let steps = project.surveyedSteps() else { return nil }
    var stages: [Stage] = []
    for step in steps {
      if stages.last?.id != step.stage {
        stages.append(Stage(id: step.stage, state: .fresh, total: 0))
      }
      stages[stages.count - 1].add(.init(total: step.total, done: step.total))
      stages[stages.count - 1].decisions += step.decisions
    }
    return StatusReport(stages: stages, lock: nil)
  }

  private init(stages: [Stage], lock: LockHolder?) {
    self.lock = lock
    self.stages = stages.map { stage in
      var stage = stage
      stage.state = State(stage)
      return stage
    }
    state = State(of: self.stages)
  }

  /// Counts a plan's entries against what the records say of failures and of items in work.
  package init(
    _ plan: Plan,
    graph: StageGraph,
    state records: ProjectState,
    lock: LockHolder?
  ) {
    var stages = graph.nodes.map { Stage(id: $0.id, state: .fresh, total: 0) }
    let places = Dictionary(uniqueKeysWithValues: graph.nodes.enumerated().map { ($1.id, $0) })
    var counters = Counters(records: records, isLocked: lock != nil)
    for entry in plan.entries {
      guard let place = places[entry.stage] else { continue }
      counters.count(entry, into: &stages[place], upstream: graph.nodes[place].upstream)
      counters.note(entry, of: stages[place], at: place)
    }
    self.init(stages: stages, lock: lock)
  }
}

extension StatusReport.Stage {
  /// A stage of whose items nothing is known yet.
  fileprivate init(unknown id: String) {
    self.init(id: id, state: .stale, total: nil, stale: 1)
  }

  /// Adds what a run's machine counts of one of the stage's steps.
  mutating func add(_ counts: RunMachine.Counts) {
    total = (total ?? 0) + counts.total
    fresh += counts.done
    failed += counts.failed
    running += counts.running
    blocked += counts.blocked
    awaiting += counts.awaiting
    stale +=
      counts.total - counts.done - counts.failed - counts.running - counts.blocked
      - counts.awaiting
  }
}

/// Sorts entries into the counts of their stage.
private struct Counters {
  let records: ProjectState
  let isLocked: Bool
  /// Stages that have something failed, blocked or not to be used before a decision.
  private var stuck: Set<Int> = []
  private let decided: [ItemKey: [ItemDecision]]
  private static let holding: [StaleReason.Cause] = [.inputWillChange, .waitsFor]

  init(records: ProjectState, isLocked: Bool) {
    self.records = records
    self.isLocked = isLocked
    var decided: [ItemKey: [ItemDecision]] = [:]
    for stage in records.items.values {
      for record in stage.values where !record.decisions.isEmpty {
        decided[record.key] = record.decided
      }
    }
    self.decided = decided
  }

  mutating func note(_ entry: Plan.Entry, of stage: StatusReport.Stage, at place: Int) {
    // What somebody edited or accepted is there, and is used.
    let isOpen = entry.action == .await && entry.reasons.needDecision
    if isOpen || stage.failed + stage.blocked > 0 { stuck.insert(place) }
  }

  func count(_ entry: Plan.Entry, into stage: inout StatusReport.Stage, upstream: [Int]) {
    if !entry.modified.isEmpty { stage.modified += 1 }
    let isStuck = upstream.contains { stuck.contains($0) }
    guard entry.item != "*" else {
      stage.total = nil
      if isStuck { stage.blocked += 1 } else { stage.stale += 1 }
      return
    }
    if let total = stage.total { stage.total = total + 1 }
    let key = ItemKey(stage: entry.stage, item: entry.item)
    if !decided.isEmpty { stage.decisions += decided[key] ?? [] }
    if isLocked, records.started[key] != nil {
      stage.running += 1
      return
    }
    switch entry.action {
    case .skip: stage.fresh += 1
    case .await where entry.isForecast: stage.stale += 1
    case .await: stage.awaiting += 1
    case .run, .restore:
      if records.failures[key] != nil {
        stage.failed += 1
      } else if isStuck, entry.reasons.contains(where: { Self.holding.contains($0.cause) }) {
        stage.blocked += 1
      } else {
        stage.stale += 1
      }
    }
  }
}

extension StatusReport.State {
  /// The state of the whole: trouble anywhere first, then how much is done.
  fileprivate init(of stages: [StatusReport.Stage]) {
    let states = Set(stages.map(\.state))
    let trouble: [Self] = [.running, .failed, .awaiting, .blocked]
    if let first = trouble.first(where: states.contains) {
      self = first
    } else if states.isSubset(of: [.fresh]) {
      self = .fresh
    } else {
      self = states.contains(.fresh) || states.contains(.partial) ? .partial : .stale
    }
  }

  fileprivate init(_ stage: StatusReport.Stage) {
    if stage.running > 0 {
      self = .running
    } else if stage.failed > 0 {
      self = .failed
    } else if stage.awaiting > 0 {
      self = .awaiting
    } else if stage.blocked > 0 {
      self = .blocked
    } else if stage.stale > 0 {
      self = stage.fresh > 0 ? .partial : .stale
    } else {
      self = .fresh
    }
  }
}
