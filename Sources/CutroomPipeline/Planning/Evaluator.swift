package import CutroomModel
package import CutroomStore
import CutroomSystem

/// Tells how each item of a step stands, from the record and from what is on disk.
package struct Evaluator: Sendable {
  package let project: Project
  package let graph: StageGraph
  package let settings: PipelineSettings
  package let looks: FileLooks
  /// Nil where nothing is taken from other projects.
  let results: SharedResults?
  private let records: RecordSource
  /// Whether what may have been bought already is to be asked for once more.
  private let isResubmitting: Bool

  package init(
    project: Project,
    graph: StageGraph,
    settings: PipelineSettings,
    looks: FileLooks,
    records: RecordSource,
    results: SharedResults? = nil,
    isResubmitting: Bool = false
  ) {
    self.project = project
    self.graph = graph
    self.settings = settings
    self.looks = looks
    self.records = records
    self.results = results
    self.isResubmitting = isResubmitting
  }

  /// Evaluates the items of one step of one stage; `force` spares what the runs `done` committed.
  ///
  /// What cannot be read is a fault of this step alone. Throws `StoreError.newer` for a document that
  /// a later cutroom wrote.
  package func evaluate(
    _ node: StageGraph.Node,
    step: Int,
    force: Bool = false,
    done: Set<String> = []
  ) throws -> Expansion {
    do { return try expand(node, step: step, force: force, done: done) } catch let waits
      as StageWaits
    {
      return .waits(for: waits.path)
    } catch let fault as ItemFault {
      return .fault(fault)
    } catch let error as SystemError {
      return .fault(ItemFault("input-unreadable", "\(error)"))
    } catch let error as StoreError {
      if case .newer = error { throw error }
      return .fault(ItemFault("input-malformed", "\(error)"))
    }
  }

  private func expand(
    _ node: StageGraph.Node,
    step: Int,
    force: Bool,
    done: Set<String>
  ) throws -> Expansion {
    let specs = try items(of: node, step: step)
    if let fault = sharedOutput(of: specs) { return .fault(fault) }
    let fingerprinter = Fingerprinter(node: node, step: step, settings: settings, looks: looks)
    let recorded = records.items(node.id)
    let keys =
      try results == nil
      ? nil : ResultKeys(node, step: step, looks: looks, providers: settings.providers)
    let items = try InTwoHalves.map(specs) { spec in
      let fingerprint = try fingerprinter.fingerprint(of: spec)
      let record = recorded[spec.id]
      let isDone = !done.isEmpty && record.map { done.contains($0.run) } ?? false
      return try evaluate(
        spec,
        fingerprint,
        record,
        in: node,
        step: step,
        force: force && !isDone,
        keys
      )
    }
    looks.notes.judged(items, stage: node.id, step: step, recorded: recorded)
    return .items(items)
  }

  package func scope(of node: StageGraph.Node) -> StageScope {
    StageScope(
      project: project,
      stage: node.definition,
      settings: settings,
      looks: looks,
      recordedItem: records.item,
      choices: records.choice
    )
  }

  /// The fingerprint of an item with these inputs, as of now.
  package func fingerprint(
    of spec: ItemSpec,
    in node: StageGraph.Node,
    step: Int
  ) throws -> Fingerprint {
    try Fingerprinter(node: node, step: step, settings: settings, looks: looks)
      .fingerprint(of: spec)
  }

  private func items(of node: StageGraph.Node, step: Int) throws -> [ItemSpec] {
    switch node.definition.work {
    case .run(let run): return try RunStageItems(run: run, scope: scope(of: node)).items()
    case .builtin: return try node.steps[step].items(scope(of: node))
    }
  }

  private func sharedOutput(of specs: [ItemSpec]) -> ItemFault? {
    var owners: [ProjectPath: String] = [:]
    owners.reserveCapacity(specs.count)
    for spec in specs {
      for output in spec.outputs {
        if let owner = owners.updateValue(spec.id, forKey: output) {
          return ItemFault("same-output", "\(owner) and \(spec.id) would both write \(output)")
        }
      }
    }
    return nil
  }

  private func evaluate(
    _ spec: ItemSpec,
    _ fingerprint: Fingerprint,
    _ record: ItemRecord?,
    in node: StageGraph.Node,
    step: Int,
    force: Bool,
    _ keys: ResultKeys?
  ) throws -> EvaluatedItem {
    let key = ItemKey(stage: node.id, item: spec.id)
    var outputs = OutputStates()
    for output in record?.outputs ?? [] {
      outputs.add(output, try looks.project(output.path))
    }
    var verdict = try verdict(key, spec, fingerprint, record, outputs, force: force)
    var shared: CacheKey?
    if case .stale(let reasons) = verdict {
      shared = keys?.key(of: spec, fingerprint)
      verdict = whatIsKnown(key, fingerprint, reasons, shared: force ? nil : shared)
    }
    // The record's own copy will do: there may be many.
    let known = record.map(\.fingerprint).flatMap { verdict.isFresh ? $0 : nil }
    return EvaluatedItem(
      key: key,
      step: step,
      spec: spec,
      fingerprint: known ?? fingerprint,
      verdict: verdict,
      shared: shared,
      modified: outputs.modified,
      damaged: outputs.damaged
    )
  }

  private func verdict(
    _ key: ItemKey,
    _ spec: ItemSpec,
    _ fingerprint: Fingerprint,
    _ record: ItemRecord?,
    _ outputs: OutputStates,
    force: Bool
  ) throws -> Verdict {
    guard let record else {
      return try verdictWithoutRecord(key, spec, fingerprint, force: force)
    }
    if force { return gated(spec, [StaleReason(.forced)]) }
    let changes = fingerprint.changes(since: record.fingerprint)
    let damaged = outputs.damaged.map { StaleReason(.outputDamaged, input: $0.description) }
    let claims = claims(on: record, modified: outputs.modified)
    if !claims.isEmpty, !changes.isEmpty || !damaged.isEmpty {
      return .awaiting(claims + changes + damaged + outputs.lostReasons)
    }
    if !changes.isEmpty {
      let foreign = try unrecorded(spec, key, by: record)
      if !foreign.isEmpty {
        return .awaiting(
          foreign.map { StaleReason(.outputUnrecorded, input: $0.description) } + changes
        )
      }
      if let earlier = records.earlier(key, with: fingerprint), records.canRestore(earlier) {
        return .restore(changes, from: earlier)
      }
      return gated(spec, changes)
    }
    if !damaged.isEmpty { return .stale(damaged) }
    if outputs.lost.isEmpty { return .fresh }
    guard outputs.lost.allSatisfy({ records.canBringBack($0.output) }) else {
      // What a person made or accepted no run makes again: something else would take its place.
      return claims.isEmpty
        ? gated(spec, outputs.lostReasons) : .awaiting(claims + outputs.lostReasons)
    }
    return .heal(outputs.lostReasons, outputs: outputs.lost.map(\.output))
  }

  /// Why a person is asked before an item is made anew, should its inputs change.
  func claims(on item: EvaluatedItem) -> [StaleReason] {
    records.item(item.key).map { claims(on: $0, modified: item.modified) } ?? []
  }

  private func claims(on record: ItemRecord, modified: [ProjectPath]) -> [StaleReason] {
    let edits = modified.map { StaleReason(.editedByHand, input: $0.description) }
    // Somebody said that these are to be kept: they are no less safe than an edit that nobody saw.
    guard edits.isEmpty, record.acceptedBecause != nil else { return edits }
    return record.outputs.map { StaleReason(.accepted, input: $0.path.description) }
  }

  private func verdictWithoutRecord(
    _ key: ItemKey,
    _ spec: ItemSpec,
    _ fingerprint: Fingerprint,
    force: Bool
  ) throws -> Verdict {
    let unrecorded = try unrecorded(spec, key, by: nil)
    if unrecorded.isEmpty, !force, let known = records.earlier(key, with: fingerprint),
      records.canRestore(known)
    {
      return .restore([StaleReason(.neverRun)], from: known)
    }
    if !unrecorded.isEmpty, !force {
      return .awaiting(
        unrecorded.map { StaleReason(.outputUnrecorded, input: $0.description) }
      )
    }
    return gated(spec, Self.neverRun)
  }

  /// What stands where the item would write, and is somebody else's as far as its records tell.
  private func unrecorded(
    _ spec: ItemSpec,
    _ key: ItemKey,
    by record: ItemRecord?
  ) throws -> [ProjectPath] {
    // An item that had left the pipeline, or this place, finds what it made before.
    let earlier = records.superseded(key).flatMap(\.outputs)
    return try spec.outputs.filter { path in
      if let record, record.outputs.contains(where: { $0.path == path }) { return false }
      let look = try looks.project(path)
      return look != .missing
        && !earlier.contains { $0.path == path && $0.isSame(as: look) }
        && (record == nil || !records.isRecorded(path))
    }
  }

  /// Looks whether an item that would run was bought already, or made by another project.
  private func whatIsKnown(
    _ key: ItemKey,
    _ fingerprint: Fingerprint,
    _ reasons: [StaleReason],
    shared: CacheKey?
  ) -> Verdict {
    if let shared, let results, results.contains(shared) { return .share(reasons, shared) }
    let purchases = isResubmitting ? [] : records.purchases(key).filter(\.isUndecided)
    if !purchases.isEmpty {
      let digest = fingerprint.digest
      let undecided = purchases.filter {
        $0.fingerprint == digest && results?.contains($0.request) != true
      }
      if !undecided.isEmpty {
        return .awaiting(
          undecided.map { StaleReason(.purchaseUndecided, input: $0.provider) } + reasons
        )
      }
    }
    return .stale(reasons)
  }

  /// One array for all items that have it.
  private static let neverRun = [StaleReason(.neverRun)]

  private func gated(_ spec: ItemSpec, _ reasons: [StaleReason]) -> Verdict {
    guard let gate = spec.gate else { return .stale(reasons) }
    return .awaiting([StaleReason(.decisionNeeded, input: gate)])
  }
}

extension OutputRecord {
  /// Whether a file is this output still: by value where it is JSON, else by content.
  fileprivate func isSame(as look: FileLook) -> Bool {
    guard case .file(let found, let foundValue) = look else { return false }
    return value.map { $0 == foundValue } ?? (content == found)
  }
}
