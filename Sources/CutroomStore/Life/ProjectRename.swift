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
  /// `StoreError.projectExists` where the new id is taken; whatever is thrown before the rename,
  /// nothing has changed. What fails after it, which `unsettled` hears, is done by the next command's
  /// recovery: the project has its new id.
  package func rename(
    to id: ProjectID,
    unsettled: (any Error) -> Void = { _ in }
  ) throws -> Project {
    let workspace = project.workspace
    guard let projects = try workspace.tree.folder("public/projects") else {
      throw StoreError.unknownProject(id: project.id.description, known: [])
    }
    if try projects.facts(id.description) != nil {
      throw StoreError.projectExists(id: id.description)
    }
    try changing {
      // On a disk that fills up meanwhile the new id must still find room, in bytes and in files.
      try headroom.require()
      try keepMetadata(naming: id)
    }
    do throws(SystemError) {
      try gather()
      try move(in: projects, to: id)
    } catch {
      // Should this fail, the next command's recovery does it.
      if (try? settleInRoom(as: workspace.project(project.id.description))) != nil { try? close() }
      if error.code == .exists { throw StoreError.projectExists(id: id.description) }
      throw error
    }
    do { try projects.sync() } catch {
      throw StoreError.unwritable(operation: "rename", error, isDurable: .unknown)
    }
    workspace.tree.forget()
    let renamed = try workspace.project(id.description)
    do {
      try settleInRoom(as: renamed)
      try close()
    } catch { unsettled(error) }
    return renamed
  }

  /// What this cannot do is left to the next command, with the sign that tells it so.
  private func settleInRoom(as named: Project) throws {
    try changing { _ = try headroom.write { try settle(as: named) } }
  }

  private func move(in projects: Folder, to id: ProjectID) throws(SystemError) {
    try projects.renameWithoutReplacing(project.id.description, to: id.description, in: projects)
  }

  private func gather() throws(SystemError) {
    let state = try project.state()
    let workspace = try project.workspace.controlFolder()
    let control = try project.control("")
    // Whole, where nothing of it stays: that needs no room.
    guard try hasDeleted(in: control) else {
      try workspace.renameWithoutReplacing(project.id.description, to: moving, in: state)
      try state.sync()
      return try workspace.sync()
    }
    let folder = try state.makeFolder(moving, mode: 0o700)
    for name in try control.names() {
      if name == Workspace.trashName {
        try gatherTrash(try control.folder(name), in: folder)
      } else {
        try control.renameWithoutReplacing(name, to: name, in: folder)
      }
    }
    try folder.sync()
    try control.sync()
  }

  private func hasDeleted(in control: Folder) throws(SystemError) -> Bool {
    guard try control.facts(Workspace.trashName)?.kind == .directory else { return false }
    return try control.folder(Workspace.trashName).names()
      .contains { $0.hasPrefix(Workspace.trashPrefix) }
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
    try putBack(from: state, as: named)
    return true
  }

  /// In one step, unless the id has something there already.
  private func putBack(from state: Folder, as named: Project) throws(SystemError) {
    let workspace = try project.workspace.controlFolder()
    do throws(SystemError) {
      try state.renameWithoutReplacing(moving, to: named.id.description, in: workspace)
      try workspace.sync()
    } catch {
      guard error.code == .exists else { throw error }
      try merge(try state.folder(moving), into: try named.control(""))
      try state.removeEmptyFolder(moving)
    }
    try state.sync()
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
