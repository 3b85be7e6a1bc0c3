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

  package init(session: ProjectSession, evaluator: Evaluator) {
    self.session = session
    self.evaluator = evaluator
  }

  /// Records the outputs of the stage's items (all that are not fresh where `item` is nil) as good.
  ///
  /// Throws `Refusal` before anything is recorded.
  package func accept(stage: StageGraph.Node, item: String?, reason: String) throws -> [ItemKey] {
    var records: [ItemRecord] = []
    var found = false
    for step in 0..<max(1, stage.steps.count) {
      switch try evaluator.evaluate(stage, step: step) {
      case .items(let items):
        for evaluated in items where item == nil || evaluated.key.item == item {
          found = true
          let isEdited = !evaluated.modified.isEmpty || !evaluated.damaged.isEmpty
          if item == nil, evaluated.verdict.isFresh, !isEdited { continue }
          records.append(try record(evaluated, in: stage, reason: reason))
        }
      case .waits(let path): throw Refusal.itemsUnknown(stage: stage.id, waitsFor: path)
      case .fault(let fault): throw fault
      }
    }
    if let item, !found { throw Refusal.unknownItem(ItemKey(stage: stage.id, item: item)) }
    try session.accept(records)
    return records.map(\.key)
  }

  private func record(
    _ item: EvaluatedItem,
    in stage: StageGraph.Node,
    reason: String
  ) throws -> ItemRecord {
    let paths = try outputs(of: item, in: stage)
    guard !paths.isEmpty else { throw Refusal.noOutputs(item.key) }
    let outputs = try paths.map { path in
      switch try evaluator.looks.project(path) {
      case .missing: throw Refusal.outputMissing(item.key, path)
      case .unreadable(let reason): throw Refusal.outputUnreadable(item.key, path, reason: reason)
      case .file(let content, let value):
        let size = try session.project.tree.facts(path)?.size ?? 0
        return OutputRecord(path: path, content: content, value: value, size: size)
      }
    }
    return ItemRecord(
      key: item.key,
      fingerprint: item.fingerprint,
      outputs: outputs,
      decisions: session.item(item.key)?.decisions ?? [],
      run: "accept",
      at: session.project.clock.now(),
      milliseconds: 0,
      acceptedBecause: reason
    )
  }

  /// A program's outputs are those that its stage declares; a built-in step knows more than that.
  private func outputs(
    of item: EvaluatedItem,
    in stage: StageGraph.Node
  ) throws -> [ProjectPath] {
    guard !stage.steps.isEmpty else { return item.spec.outputs }
    return try stage.steps[item.step].outputs(of: item.spec, evaluator.scope(of: stage))
  }
}
