import CutroomModel
package import CutroomStore
import CutroomSystem

/// Thrown where a project cannot be written to, or the disk is full, so that looking at it still works.
struct ProjectIsReadOnly: Error {}

/// Mends what a dead process, or somebody with an editor, left behind.
package enum Mending {
  /// Takes the lock if it is free at once, recovers, and brings unreadable documents back.
  static func mend(
    _ project: Project,
    _ pipeline: LoadedPipeline,
    command: String
  ) throws -> RecoveryReport {
    do {
      return try ProjectSession.withSession(
        of: project,
        command: command,
        patience: .none,
        keeping: pipeline.definition.settings.keeping
      ) { session, report in
        var mended = report
        mended.restored += try bringBack(session, pipeline)
        return mended
      }
    } catch let error as SystemError where forbidsMending(error) {
      throw ProjectIsReadOnly()
    } catch StoreError.unwritable(_, let error, _) where forbidsMending(error) {
      throw ProjectIsReadOnly()
    } catch StoreError.onNetwork {
      throw ProjectIsReadOnly()
    }
  }

  /// Whether mending can wait until there is somebody with rights and room for it.
  private static func forbidsMending(_ error: SystemError) -> Bool {
    switch error.code {
    case .readOnlyFileSystem, .accessDenied, .notPermitted, .noSpace, .quotaExceeded: true
    default: false
    }
  }

  /// Brings every unreadable or missing document back that the session can.
  package static func bringBack(
    _ session: ProjectSession,
    _ pipeline: LoadedPipeline
  ) throws -> [RestoredFile] {
    let evaluator = Evaluator(session, pipeline, workspaceMemo: nil)
    var restored: [RestoredFile] = []
    // A document that came back may tell which items of a later stage there are.
    for _ in 0...evaluator.graph.nodes.count {
      // A copy: evaluating looks at the session's state too.
      let found = try broken(session.withState { $0 }, evaluator).compactMap {
        try session.restore($0)
      }
      if found.isEmpty { break }
      restored += found
    }
    return restored
  }

  /// Recorded documents that are missing or cannot be read, and that something still needs.
  ///
  /// A project's own `pipeline.json` is left to the person who wrote it: an error in it has a place
  /// to be shown, and a removed one may have been meant.
  static func broken(_ state: ProjectState, _ evaluator: Evaluator) -> [OutputRecord] {
    let files = state.files.values.filter { $0.path != .pipeline && isBroken($0, evaluator) }
    let made = state.items.flatMap { stage, items -> [OutputRecord] in
      let broken = items.values.filter { item in
        item.outputs.contains { isBroken($0, evaluator) }
      }
      guard !broken.isEmpty else { return [] }
      let current = evaluator.itemIDs(of: stage)
      return broken.filter { current?.contains($0.key.item) ?? true }
        .flatMap(\.outputs).filter { isBroken($0, evaluator) }
    }
    return files + made
  }

  private static func isBroken(_ output: OutputRecord, _ evaluator: Evaluator) -> Bool {
    guard output.value != nil, let look = try? evaluator.looks.project(output.path) else {
      return false
    }
    switch look {
    case .missing, .unreadable: return true
    case .file: return false
    }
  }
}

extension Evaluator {
  /// The items that a stage has now, none where the pipeline has no such stage; nil while they
  /// cannot be told.
  fileprivate func itemIDs(of stage: String) -> Set<String>? {
    guard let node = graph[stage] else { return [] }
    var ids: Set<String> = []
    for step in 0..<max(1, node.steps.count) {
      guard case .items(let items)? = try? evaluate(node, step: step) else { return nil }
      ids.formUnion(items.map(\.key.item))
    }
    return ids
  }
}
