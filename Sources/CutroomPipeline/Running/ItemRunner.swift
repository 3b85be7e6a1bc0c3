package import CutroomModel
import CutroomStore
package import CutroomSystem

/// Looks at an output as what its name claims; nil where it is that, else what is wrong with it.
///
/// What it begins ends with the run.
package typealias OutputCheck =
  @Sendable (borrowing Descriptor, ProjectPath, Cancellation) -> String?

/// Does one attempt at one item, from its folder to its commit.
struct ItemRunner: Sendable {
  let session: ProjectSession
  let evaluator: Evaluator
  let run: String
  /// Since when what is forced is done anew, microseconds since 1970.
  let forcedSince: Int64
  let cancellation: Cancellation
  let killSwitch: Cancellation
  let check: OutputCheck?
  let events: @Sendable (RunEvent) -> Void
  /// Where it works.
  var place: PoolPlace?

  /// The same for an attempt at a place of its pool.
  func at(_ place: PoolPlace) -> ItemRunner {
    var runner = self
    runner.place = place
    return runner
  }

  private var project: Project { session.project }
  private var clock: SystemClock { project.clock }

  /// Does what the item's verdict asks for.
  func perform(
    _ item: EvaluatedItem,
    in node: StageGraph.Node,
    attempt number: Int
  ) -> Result<RunEvent.Way, ItemFailure> {
    let start = clock.monotonic()
    let log = ItemLog(
      project: project,
      run: run,
      name: "\(item.key.stage)-\(Digest(sha256: Array(item.key.item.utf8)).short)-\(number).log"
    )
    do {
      let way = try performOrThrow(item, in: node, log: log, start: start)
      let milliseconds = (clock.monotonic() - start) / 1_000_000
      events(.itemCommitted(item.key, way: way, milliseconds: milliseconds))
      return .success(way)
    } catch {
      let failure = note(FailureWords.failure(error, log: log), of: item.key)
      // Else the log of the item would end with what an attempt before said.
      log.add(line: "\(failure.code): \(failure.message)")
      return .failure(failure)
    }
  }

  private func performOrThrow(
    _ item: EvaluatedItem,
    in node: StageGraph.Node,
    log: ItemLog,
    start: Int64
  ) throws -> RunEvent.Way {
    if case .heal(_, let outputs) = item.verdict {
      try heal(item.key, outputs)
      return .healed
    }
    let attempt = "\(run)-\(RandomName.hex(12))"
    let attempts = try project.control("attempts")
    // Passing: the commit makes durable what recovery could need of it.
    let folder = try attempts.makeFolder(attempt, mode: 0o700, isPassing: true)
    defer { session.endAttempt(attempt, of: item.key) }
    try session.keepEdits(among: item.spec.inputs.compactMap(\.file))
    let inputs = item.seen ?? InputFacts(of: item.spec, evaluator.looks)
    let started = StartedItem(key: item.key, run: run, attempt: attempt, at: clock.now())
    try session.record([.started(started)], durable: false)
    var way = RunEvent.Way.restored
    var accepted: String?
    let result: ItemResult
    if case .restore(_, let earlier) = item.verdict {
      try session.lay(earlier, into: folder)
      result = ItemResult(outputs: earlier.outputs.map(\.path), decisions: earlier.decisions)
      accepted = earlier.acceptedBecause
    } else if let shared = try share(item, in: node, into: folder) {
      result = shared
    } else {
      result = try work(item, in: node, attempt: attempt, folder: folder, log: log)
      way = .ran
    }
    let unsettled = way == .ran ? inputs.touched(since: item.spec, evaluator.looks) : []
    try commit(
      item,
      result,
      acceptedBecause: accepted,
      unsettled: unsettled,
      in: node,
      folder: folder,
      attempt: attempt,
      start: start
    )
    if way == .ran, result.inputs == nil, unsettled.isEmpty { offer(item) }
    return way
  }

  private func share(
    _ item: EvaluatedItem,
    in node: StageGraph.Node,
    into folder: Folder
  ) throws -> ItemResult? {
    guard case .share(_, let key) = item.verdict else { return nil }
    let step = node.steps.indices.contains(item.step) ? node.steps[item.step] : nil
    // A cache may have been brought from elsewhere: nothing goes where the item itself would not.
    func mayWrite(_ path: ProjectPath) -> Bool {
      item.spec.outputs.contains(path)
        || step?.writes.contains { $0.matches(path.description) } == true
    }
    return try evaluator.results?.lay(key, into: folder, where: mayWrite)
  }

  /// Lets other projects have what the item made.
  private func offer(_ item: EvaluatedItem) {
    guard let key = item.shared, let results = evaluator.results,
      let record = session.item(item.key)
    else { return }
    results.keep(record, under: key, of: project, replacing: item.isForced)
  }

  private func heal(_ key: ItemKey, _ outputs: [OutputRecord]) throws {
    for output in outputs {
      guard let restored = try session.restore(output) else {
        let isBusy = try session.isBeingWritten(output.path)
        throw StoreError.lost(
          path: output.path.description,
          reason: isBusy ? "another program is writing it" : "no copy of it is left"
        )
      }
      events(.fileRestored(key, restored))
    }
  }

  private func commit(
    _ item: EvaluatedItem,
    _ result: ItemResult,
    acceptedBecause: String?,
    unsettled: [ProjectPath],
    in node: StageGraph.Node,
    folder: Folder,
    attempt: String,
    start: Int64
  ) throws {
    var fingerprint = item.fingerprint
    if let inputs = result.inputs {
      var spec = item.spec
      spec.inputs = inputs
      fingerprint = try evaluator.fingerprint(of: spec, in: node, step: item.step)
    }
    fingerprint.append(unsettled.map { .unsettled($0.description) })
    let finished = FinishedItem(
      key: item.key,
      fingerprint: fingerprint,
      outputs: result.outputs,
      decisions: result.decisions,
      run: run,
      attempt: attempt,
      milliseconds: (clock.monotonic() - start) / 1_000_000,
      acceptedBecause: acceptedBecause
    )
    _ = try session.commit(finished, attempt: folder)
    for decision in result.decisions { events(.decided(item.key, decision)) }
  }

  // MARK: - Work

  private func work(
    _ item: EvaluatedItem,
    in node: StageGraph.Node,
    attempt: String,
    folder: Folder,
    log: ItemLog
  ) throws -> ItemResult {
    if cancellation.isCancelled { throw ItemFault.cancelled }
    let environment = environment(for: item.key, attempt: attempt)
    switch node.definition.work {
    case .builtin:
      return try workBuiltin(item, in: node, folder: folder, environment: environment, log: log)
    case .run(let run):
      let program = ProgramWork(
        project: project,
        run: run,
        stage: node.definition,
        attempt: attempt,
        folder: folder,
        environment: environment,
        cancellation: cancellation,
        killSwitch: killSwitch,
        check: check,
        log: log
      )
      return try program.perform(item.spec)
    }
  }

  private func workBuiltin(
    _ item: EvaluatedItem,
    in node: StageGraph.Node,
    folder: Folder,
    environment: [String],
    log: ItemLog
  ) throws -> ItemResult {
    let key = item.key
    let events = events
    let watch = try AttemptWatch(node.definition, run: cancellation, clock: clock)
    let (place, end) = (place, watch?.cancellation ?? cancellation)
    let bench = Workbench(
      scope: evaluator.scope(of: node),
      key: key,
      fingerprint: item.fingerprint.digest,
      answersSince: item.isForced ? forcedSince : nil,
      attempt: folder,
      cancellation: end,
      killSwitch: killSwitch,
      environment: environment,
      report: {
        watch?.sign()
        events(.itemProgress(key, fraction: $0))
      },
      write: {
        watch?.sign()
        log.add(line: $0)
      },
      show: { events(.itemNote(key, $0)) },
      stepAside: { wait in
        func makeRoom() throws {
          if let place { try place.aside(end, wait) } else { try wait() }
        }
        if let watch { try watch.rest(makeRoom) } else { try makeRoom() }
      }
    )
    let result = Result { () throws in
      let result = try node.steps[item.step].run(item.spec, bench)
      // A step that was told to stop may have taken its helpers' end for an answer.
      try bench.checkCancelled()
      return result
    }
    if let fault = watch?.finish("the stage \(key.stage)") { throw fault }
    return try result.get()
  }

  private func environment(for key: ItemKey, attempt: String) -> [String] {
    let kept = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"]
    return kept.compactMap { name in ThisProcess.environment(name).map { "\(name)=\($0)" } }
      + [
        "CUTROOM_RUN=\(run)", "CUTROOM_PROJECT=\(project.tree.root.path)",
        "CUTROOM_STAGE=\(key.stage)", "CUTROOM_ITEM=\(key.item)", "CUTROOM_ATTEMPT=\(attempt)",
      ]
  }

  private func note(_ failure: ItemFailure, of key: ItemKey) -> ItemFailure {
    // An item that was stopped has not failed: it is as stale as before.
    guard failure.code != ItemFailure.cancelled, failure.code != ItemFailure.undecided else {
      return failure
    }
    // A commit that was cut short did not fail for good: recorded as failed it would be given up.
    guard session.withState({ $0.produced[key] == nil }) else { return failure }
    try? session.record([.failed(key, failure, run: run, at: clock.now())], durable: false)
    return failure
  }
}
