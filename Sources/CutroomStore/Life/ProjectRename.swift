package import CutroomModel
import CutroomSystem

/// The folder inside a project's `.cutroom` that holds, while the project changes its id, what else
/// lies in the workspace's `.cutroom/<id>`.
private let moving = "moving"

extension ProjectSession {
  /// Gives the project another id, with all that belongs to it, and ends the session.
  ///
  /// What lies under the old id elsewhere is gathered in the project's folder first, so that one
  /// rename of that folder moves everything; deleted projects of the old id stay where they are. After
  /// a crash on either side of that rename ``settle(as:)`` puts things where they belong. Throws
  /// `StoreError.projectExists` where the new id is taken; then nothing has changed.
  package func rename(to id: ProjectID) throws -> Project {
    let workspace = project.workspace
    guard let projects = try workspace.tree.folder("public/projects") else {
      throw StoreError.unknownProject(id: project.id.description, known: [])
    }
    if try projects.facts(id.description) != nil {
      throw StoreError.projectExists(id: id.description)
    }
    try beginChanging()
    do throws(SystemError) {
      try gather()
      try projects.renameWithoutReplacing(
        project.id.description,
        to: id.description,
        in: projects
      )
    } catch {
      // Should this fail, the next command's recovery does it.
      if (try? settle(as: workspace.project(project.id.description))) != nil { try? close() }
      if error.code == .exists { throw StoreError.projectExists(id: id.description) }
      throw error
    }
    try projects.sync()
    workspace.tree.forget()
    let renamed = try workspace.project(id.description)
    try settle(as: renamed)
    try close()
    return renamed
  }

  private func gather() throws(SystemError) {
    let folder = try project.state().makeFolder(moving, mode: 0o700)
    let control = try project.control("")
    for name in try control.names() {
      if name == Workspace.trashName {
        try gatherTrash(try control.folder(name), in: folder)
        if try control.folder(name).names().isEmpty { try control.removeEmptyFolder(name) }
      } else {
        try control.renameWithoutReplacing(name, to: name, in: folder)
      }
    }
    try folder.sync()
    try control.sync()
    // Now, while the lock keeps everybody else out of it: later it may be a new project's.
    let isEmpty = try control.names().isEmpty
    if isEmpty { try project.workspace.controlFolder().removeEmptyFolder(project.id.description) }
  }

  /// Deleted projects of the old id stay: `undelete` looks for them under that id.
  private func gatherTrash(_ trash: Folder, in folder: Folder) throws(SystemError) {
    let target = try folder.makeFolder(Workspace.trashName, mode: 0o700)
    for name in try trash.names() where !name.hasPrefix(Workspace.trashPrefix) {
      try trash.renameWithoutReplacing(name, to: name, in: target)
    }
    try target.sync()
    try trash.sync()
  }

  /// Puts in place what a change of the project's id had gathered, whether it came to its rename or
  /// not; false where nothing was gathered.
  ///
  /// `named` is the project as it is called now. To be done again after a crash.
  @discardableResult
  func settle(as named: Project) throws -> Bool {
    let state = try project.state()
    guard try state.facts(moving)?.kind == .directory else { return false }
    try takeID(named.id)
    try merge(try state.folder(moving), into: try named.control(""))
    try state.removeEmptyFolder(moving)
    try state.sync()
    return true
  }

  private func merge(_ source: Folder, into target: Folder) throws(SystemError) {
    for name in try source.names() { try merge(name, of: source, into: target) }
    try target.sync()
    try source.sync()
  }

  private func merge(
    _ name: String,
    of source: Folder,
    into target: Folder
  ) throws(SystemError) {
    do throws(SystemError) {
      try source.renameWithoutReplacing(name, to: name, in: target)
    } catch {
      guard error.code == .exists else { throw error }
      if try source.facts(name)?.kind == .directory {
        try merge(try source.folder(name), into: try target.folder(name))
        try source.removeEmptyFolder(name)
      } else if Digest(name) != nil {
        // Named by its content: either copy will do.
        try source.rename(name, to: name, in: target)
      } else {
        try source.rename(name, to: "\(name)-\(RandomName.hex(8))", in: target)
      }
    }
  }
}
