import CutroomModel
package import CutroomStore
import CutroomSystem

/// What became of a fix.
package enum FixOutcome: Hashable, Sendable {
  /// What stood there is `kept` at this path of the project; nil where nothing did. A file can come
  /// back `withoutEdit`: a person's edit counted last, and no copy of it is left.
  case done(kept: String?, withoutEdit: Bool = false)
  /// Nothing has the bytes any more.
  case lost
  /// It is not as it was found: mended already, or somebody is at work on it.
  case overtaken
}

/// Carries fixes out, with the project's lock held.
package struct Fixer {
  private let session: ProjectSession

  package init(_ session: ProjectSession) { self.session = session }

  /// Mends one thing; throws where the disk fails.
  package func apply(_ fix: Fix) throws -> FixOutcome {
    switch fix {
    case .bringBack(let path): return try bringBack(path)
    case .rewrite(let path): return try rewrite(path)
    case .mendControl:
      var report = RecoveryReport()
      try session.mendControl(&report)
      return .done(kept: report.damagedKeptAs ?? report.restored.compactMap(\.kept).first)
    }
  }

  private func bringBack(_ path: ProjectPath) throws -> FixOutcome {
    guard let output = session.withState({ $0.recordedOutput(at: path) }) else { return .overtaken }
    if let file = try session.restore(output) {
      return .done(kept: file.kept, withoutEdit: file.isWithoutEdit)
    }
    let edit = session.withState { $0.edit(of: output) }
    let isStillBad = try !isWhole(output)
    return isStillBad && !session.reader.canBringBack(output, edit: edit) ? .lost : .overtaken
  }

  private func isWhole(_ output: OutputRecord) throws -> Bool {
    let look = try session.memo.look(at: output.path, in: session.project.tree)
    guard case .file(let content, let value) = look else { return false }
    return value != nil || content == output.content
  }

  private func rewrite(_ path: ProjectPath) throws -> FixOutcome {
    do {
      guard try session.rewriteRecorded(path) else { return .overtaken }
      return .done(kept: path.sibling(FileWriter.backup(path.name, 1)))
    } catch StoreError.lost { return .lost } catch StoreError.changed { return .overtaken }
  }
}

extension Fix {
  /// Whether it can be carried out as things stand, without doing it.
  package func isPossible(_ ledger: ProjectLedger, _ project: Project) -> Bool {
    let reader = ProjectReader(project, memo: ledger.memo)
    switch self {
    case .bringBack(let path):
      guard let output = ledger.state.recordedOutput(at: path) else { return false }
      return reader.canBringBack(output, edit: ledger.state.edit(of: output))
    case .rewrite(let path):
      return ledger.state.recordedOutput(at: path).map(reader.isKept) ?? false
    case .mendControl: return true
    }
  }
}
