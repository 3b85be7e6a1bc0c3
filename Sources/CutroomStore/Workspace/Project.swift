package import CutroomModel
package import CutroomSystem

/// A project's two folders: the public one that a renderer reads, and the control one beside it.
package final class Project: Sendable {
  package let id: ProjectID
  package let workspace: Workspace
  /// `public/projects/<id>`.
  package let tree: Tree

  init(id: ProjectID, folder: Folder, workspace: Workspace) {
    self.id = id
    self.workspace = workspace
    tree = Tree(folder)
  }

  package var clock: SystemClock { workspace.clock }

  /// `.cutroom` inside the project, made where missing: journal, lock, index, objects, results.
  package func state() throws(SystemError) -> Folder {
    if let folder = try tree.folder(".cutroom") { return folder }
    return try tree.root.makeFolder(".cutroom", mode: 0o700)
  }

  /// A folder of `.cutroom/<id>` in the workspace, made where missing: attempts, superseded
  /// outputs, trash, item logs.
  package func control(_ path: String) throws(SystemError) -> Folder {
    try workspace.tree.root.makeFolder(".cutroom/\(id)/\(path)", mode: 0o700)
  }
}
