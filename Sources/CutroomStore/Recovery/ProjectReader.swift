package import CutroomModel
import CutroomSystem

/// Tells what could be brought back, without bringing it and without making a folder.
package struct ProjectReader: Sendable {
  private let project: Project
  private let memo: FileMemo
  /// What kept copies hold, for as long as this lives.
  private let kept: FileMemo

  package init(_ project: Project, memo: FileMemo) {
    self.project = project
    self.memo = memo
    kept = FileMemo(clock: project.clock)
  }

  /// Whether every output of an earlier commit can be had without running anything.
  package func canRestore(_ item: ItemRecord) -> Bool {
    item.outputs.allSatisfy { output in
      if case .file(output.content, _)? = try? memo.look(at: output.path, in: project.tree) {
        return true
      }
      return isKept(output)
    }
  }

  /// Whether a missing or unreadable output can be brought back, as it was recorded or edited.
  package func canBringBack(_ output: OutputRecord, edit: OutputRecord? = nil) -> Bool {
    edit.map(isKept) ?? false || isKept(output)
      || (output.path.isJSON && hasValidBackup(output.path))
  }

  /// Whether a copy of the very bytes is kept.
  package func isKept(_ output: OutputRecord) -> Bool {
    let workspace = project.workspace.tree
    return isWhole(output, at: ".cutroom/objects/\(output.content)", in: project.tree)
      || isWhole(output, at: ".cutroom/\(project.id)/superseded/\(output.content)", in: workspace)
  }

  /// Whether a kept copy has the bytes that its name promises; read once, then remembered.
  private func isWhole(_ output: OutputRecord, at name: String, in tree: Tree) -> Bool {
    guard let path = ProjectPath(name), let facts = try? tree.facts(path),
      facts.kind == .regular, facts.size == output.size,
      case .file(output.content, _)? = try? kept.look(at: path, in: tree)
    else { return false }
    return true
  }

  private func hasValidBackup(_ path: ProjectPath) -> Bool {
    (1...9).contains { generation in
      guard let bytes = try? project.bytes(ofBackup: generation, of: path) else { return false }
      return Project.fault(in: bytes, of: path) == nil
    }
  }
}
