package import CutroomModel
package import CutroomStore
import CutroomSystem

/// Keeps outputs as they are on disk for an item as it is now: hand edits, outputs of another tool,
/// work that a cosmetic change made stale.
package struct Acceptance {
  /// Why an item's outputs cannot be accepted.
  package enum Refusal: Error, Equatable, Sendable {
    case unknownItem(ItemKey)
    case itemsUnknown(stage: String, waitsFor: String)
    case outputMissing(ItemKey, ProjectPath)
    case outputUnreadable(ItemKey, ProjectPath, reason: String)
    /// The item never ran, and where its outputs go is only known when it does.
    case noOutputs(ItemKey)
  }

  private let session: ProjectSession
  private let evaluator: Evaluator

  private let check: OutputCheck
  private let cancellation: Cancellation

  /// Takes `check` to say what keeps a file other than JSON from being used at all.
  package init(
    session: ProjectSession,
    evaluator: Evaluator,
    check: @escaping OutputCheck
  ) throws {
    self.session = session
    self.evaluator = evaluator
    self.check = check
    cancellation = try Cancellation()
  }

  /// Records the outputs of the stage's items (all that are not fresh where `item` is nil) as good.
  ///
  /// Without a reason the one that was given before stays. Throws `Refusal` before anything is
  /// recorded.
  package func accept(stage: StageGraph.Node, item: String?, reason: String?) throws -> [ItemKey] {
    var accepted: [(item: EvaluatedItem, outputs: [ProjectPath])] = []
    var changes: [DocumentChange] = []
    var found = false
    for step in 0..<max(1, stage.steps.count) {
      switch try evaluator.evaluate(stage, step: step) {
      case .items(let items):
        let meant = items.filter { item == nil || $0.key.item == item }
        if !meant.isEmpty { found = true }
        for evaluated in meant + items.filter({ shares($0, with: meant) }) {
          let isEdited = !evaluated.modified.isEmpty || !evaluated.damaged.isEmpty
          if item == nil, evaluated.verdict.isFresh, !isEdited { continue }
          accepted.append((evaluated, try outputs(of: evaluated, in: stage)))
          changes += try remeasured(evaluated, in: stage)
        }
      case .waits(let path): throw Refusal.itemsUnknown(stage: stage.id, waitsFor: path)
      case .fault(let fault): throw fault
      }
    }
    if let item, !found { throw Refusal.unknownItem(ItemKey(stage: stage.id, item: item)) }
    // A crash in here leaves documents that say what the files are, and all of it to be accepted.
    for change in changes { try apply(change) }
    let records = try accepted.map { try record($0.item, $0.outputs, reason: reason) }
    try session.accept(records)
    return records.map(\.key)
  }

  /// Whether nothing is wrong with an item that is not meant but files that one that is meant made
  /// as well: content names them, so that they may coincide.
  private func shares(_ item: EvaluatedItem, with meant: [EvaluatedItem]) -> Bool {
    guard !item.damaged.isEmpty, !meant.contains(where: { $0.key == item.key }),
      item.verdict.reasons.allSatisfy({ [.outputDamaged, .accepted].contains($0.cause) })
    else { return false }
    return Set(meant.flatMap(\.damaged)).isSuperset(of: item.damaged)
      && Set(meant.flatMap(\.modified)).isSuperset(of: item.modified)
  }

  private func record(
    _ item: EvaluatedItem,
    _ paths: [ProjectPath],
    reason: String?
  ) throws -> ItemRecord {
    let before = session.item(item.key)
    let outputs = try paths.map { try output($0, of: item.key) }
    return ItemRecord(
      key: item.key,
      fingerprint: item.fingerprint,
      outputs: outputs,
      decisions: before?.decisions ?? [],
      run: "accept",
      at: session.project.clock.now(),
      milliseconds: 0,
      acceptedBecause: reason ?? before?.acceptedBecause ?? "accepted"
    )
  }

  private func output(_ path: ProjectPath, of key: ItemKey) throws -> OutputRecord {
    switch try evaluator.looks.project(path) {
    case .missing: throw Refusal.outputMissing(key, path)
    case .unreadable(let reason): throw Refusal.outputUnreadable(key, path, reason: reason)
    case .file(let content, let value):
      let size = try session.project.tree.facts(path)?.size ?? 0
      return OutputRecord(path: path, content: content, value: value, size: size)
    }
  }

  /// Throws `Refusal` for what nothing could use; what the record names already is not looked at.
  private func verify(_ output: OutputRecord, of key: ItemKey) throws {
    let path = output.path
    let recorded = session.item(key)?.outputs.first { $0.path == path }
    if recorded?.content == output.content { return }
    var complaint: String?
    if path.isJSON {
      let value = try DocumentKind(path: path) == nil ? nil : session.project.json(path)
      complaint = value.flatMap { DocumentKind(path: path)?.fault(in: $0) }
      if complaint == nil, DocumentKind(path: path) == .script {
        complaint = try session.project.document(Script.self, at: path)?.fault
      }
    } else if let file = try session.project.tree.open(path) {
      complaint = check(file, path, cancellation)
    }
    guard let complaint else { return }
    throw Refusal.outputUnreadable(key, path, reason: complaint)
  }

  /// Documents that tell of files what a person who replaced one did not write into them.
  private func remeasured(
    _ item: EvaluatedItem,
    in stage: StageGraph.Node
  ) throws -> [DocumentChange] {
    guard !stage.steps.isEmpty else { return [] }
    return try stage.steps[item.step].remeasured(item.spec, evaluator.scope(of: stage))
  }

  private func apply(_ change: DocumentChange) throws {
    _ = try session.update(change.path) { old in
      var next = old ?? [:]
      for (name, value) in change.members { next[name] = value }
      return next
    }
  }

  /// A program's outputs are those that its stage declares; a built-in step knows more than that.
  private func outputs(
    of item: EvaluatedItem,
    in stage: StageGraph.Node
  ) throws -> [ProjectPath] {
    let step = stage.steps.isEmpty ? nil : stage.steps[item.step]
    let paths =
      try step?.outputs(of: item.spec, evaluator.scope(of: stage)) ?? item.spec.outputs
    guard !paths.isEmpty else { throw Refusal.noOutputs(item.key) }
    for path in paths { try verify(try output(path, of: item.key), of: item.key) }
    return paths
  }
}
