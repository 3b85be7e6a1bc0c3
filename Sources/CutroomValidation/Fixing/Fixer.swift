import CutroomModel
package import CutroomStore
import CutroomSystem

/// What became of a fix.
package enum FixOutcome: Equatable, Sendable {
  case done
  /// The file is in the trash under this name.
  case discarded(as: String)
  /// Nothing has the bytes any more, or it was mended already.
  case notPossible
}

/// Carries fixes out, with the project's lock held.
package struct Fixer {
  private let session: ProjectSession

  package init(_ session: ProjectSession) { self.session = session }

  /// Mends one thing; throws where the disk fails.
  package func apply(_ fix: Fix) throws -> FixOutcome {
    switch fix {
    case .bringBack(let path):
      guard let output = session.withState({ $0.recordedOutput(at: path) }),
        try session.restore(output) != nil
      else { return .notPossible }
      return .done
    case .rewrite(let path):
      return try unlessRefused { try session.restoreRecorded(path) ? .done : .notPossible }
    case .discard(let path):
      return try unlessRefused { .discarded(as: try session.discard(path)) }
    case .mendControl:
      var report = RecoveryReport()
      try session.mendControl(&report)
      return .done
    }
  }

  private func unlessRefused(_ work: () throws -> FixOutcome) throws -> FixOutcome {
    do { return try work() } catch let error as StoreError {
      switch error {
      case .lost, .invalid: return .notPossible
      default: throw error
      }
    }
  }
}

extension Fix {
  /// Whether it can be carried out as things stand, without doing it.
  package func isPossible(_ ledger: ProjectLedger, _ project: Project) -> Bool {
    switch self {
    case .bringBack(let path), .rewrite(let path):
      guard let output = ledger.state.recordedOutput(at: path) else { return false }
      let edit = ledger.state.edit(of: output)
      return ProjectReader(project, memo: ledger.memo).canBringBack(output, edit: edit)
    case .discard(let path):
      return (try? project.tree.facts(path))?.kind == .regular
    case .mendControl: return true
    }
  }
}
