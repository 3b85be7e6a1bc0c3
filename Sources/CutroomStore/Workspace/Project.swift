package import CutroomModel
package import CutroomSystem

/// A project's two folders: the public one that a renderer reads, and the control one beside it.
package final class Project: Sendable {
  package let id: ProjectID
  package let workspace: Workspace
  /// `public/projects/<id>`.
  package let tree: Tree
  private let controlTree = Locked<Tree?>(nil)

  init(id: ProjectID, folder: Folder, workspace: Workspace) {
    self.id = id
    self.workspace = workspace
    tree = Tree(folder)
  }

  package var clock: SystemClock { workspace.clock }
  package var secrets: Secrets { workspace.secrets }

  /// `.cutroom` inside the project, made where missing: journal, lock, index, objects, results.
  package func state() throws(SystemError) -> Folder {
    if let folder = try tree.folder(".cutroom") { return folder }
    return try tree.root.makeFolder(".cutroom", mode: 0o700)
  }

  /// A folder of `.cutroom/<id>` in the workspace, made where missing: attempts, superseded
  /// outputs, trash, item logs.
  package func control(_ path: String) throws(SystemError) -> Folder {
    try control().makeFolder(path)
  }

  private func control() throws(SystemError) -> Tree {
    if let known = controlTree.withLock({ $0 }) { return known }
    let folder = try workspace.tree.root.makeFolder(".cutroom/\(id)", mode: 0o700)
    let tree = Tree(folder, folderMode: 0o700)
    controlTree.withLock { $0 = tree }
    return tree
  }
}
