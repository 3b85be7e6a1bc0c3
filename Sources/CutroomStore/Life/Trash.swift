package import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Ends the session and moves the project to the trash, whole, in one rename; returns its name
  /// there.
  package func moveToTrash() throws -> String {
    let trash = try project.makeTrash()
    let stamp = Instant(microseconds: project.clock.now()).iso8601
    let name = Workspace.trashPrefix + stamp.filter { $0.isLetter || $0.isNumber }
    guard let projects = try project.workspace.tree.folder("public/projects") else {
      throw StoreError.unknownProject(id: project.id.description, known: [])
    }
    try close()
    try projects.renameWithoutReplacing(project.id.description, to: name, in: trash)
    try trash.sync()
    try projects.sync()
    project.workspace.tree.forget()
    return name
  }
}

extension Project {
  /// The trash, made where missing, also on a full disk: the index makes room for it.
  fileprivate func makeTrash() throws(SystemError) -> Folder {
    do { return try control(Workspace.trashName) } catch {
      guard error.code == .noSpace, try state().remove("index") else { throw error }
      return try control(Workspace.trashName)
    }
  }
}

extension Workspace {
  static let trashName = "trash"
  static let trashPrefix = "project-"

  /// The ids of projects in the trash, in byte order.
  package func deletedProjects() throws -> [ProjectID] {
    let control = try controlFolder()
    return try control.names().compactMap { name in
      guard let id = ProjectID(name), try newestDeleted(id) != nil else { return nil }
      return id
    }
  }

  /// Brings a project back that was deleted, the one deleted last where there are several.
  ///
  /// Throws `StoreError.unknownProject` with what is in the trash, and `.projectExists`.
  package func undelete(_ name: String) throws -> Project {
    guard let id = ProjectID(name), let found = try newestDeleted(id) else {
      throw StoreError.unknownProject(id: name, known: try deletedProjects().map(\.description))
    }
    let trash = try controlFolder().folder("\(id)/trash")
    let projects = try tree.makeFolder("public/projects")
    do throws(SystemError) {
      try trash.renameWithoutReplacing(found, to: id.description, in: projects)
    } catch {
      // Somebody else may have been faster by a moment.
      let isBack = try error.code == .noSuchFile && projects.facts(id.description) != nil
      if isBack || error.code == .exists { throw StoreError.projectExists(id: id.description) }
      throw error
    }
    try projects.sync()
    try trash.sync()
    tree.forget()
    return try project(id.description)
  }

  private func newestDeleted(_ id: ProjectID) throws -> String? {
    guard let trash = try tree.folder(".cutroom/\(id)/trash") else { return nil }
    return try trash.names().last { name in
      try name.hasPrefix(Self.trashPrefix) && trash.facts(name)?.kind == .directory
    }
  }
}
