package import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Ends the session and moves the project to the trash, whole, in one rename.
  package func moveToTrash() throws -> DeletedProject {
    let trash = try project.makeTrash()
    let now = Instant(microseconds: project.clock.now())
    let name = DeletedProject.name(at: now)
    guard let projects = try project.workspace.tree.folder("public/projects") else {
      throw StoreError.unknownProject(id: project.id.description, known: [])
    }
    try close()
    try projects.renameWithoutReplacing(project.id.description, to: name, in: trash)
    try trash.sync()
    try projects.sync()
    project.workspace.tree.forget()
    return DeletedProject(id: project.id, deletedAt: now, name: name)
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

  /// Every project in the trash, by id in byte order, of one id the one deleted last first.
  package func trash() throws -> [DeletedProject] {
    guard let control = try tree.folder(".cutroom") else { return [] }
    return try control.names().compactMap(ProjectID.init).flatMap(trash(of:))
  }

  /// The deleted projects of one id, the one deleted last first.
  package func trash(of id: ProjectID) throws -> [DeletedProject] {
    guard let trash = try tree.folder(".cutroom/\(id)/trash") else { return [] }
    let found = try trash.names().compactMap { name -> DeletedProject? in
      guard let time = DeletedProject.time(in: name), try trash.facts(name)?.kind == .directory
      else { return nil }
      return DeletedProject(id: id, deletedAt: time, name: name)
    }
    return found.sorted { $0.deletedAt > $1.deletedAt }
  }

  /// A project in the trash, to look at.
  ///
  /// Throws `StoreError.unknownProject` where it is no longer there.
  package func project(_ deleted: DeletedProject) throws -> Project {
    guard let folder = try tree.folder(deleted.path) else {
      throw StoreError.unknownProject(id: deleted.id.description, known: [])
    }
    return Project(id: deleted.id, folder: folder, workspace: self)
  }

  /// Brings a project back that was deleted, under its id or another.
  ///
  /// Under another id its superseded outputs and the logs of its attempts stay behind. Throws
  /// `StoreError.projectExists` where the id is taken and `.unknownProject` where the project is no
  /// longer in the trash; then it is where it was.
  package func undelete(_ deleted: DeletedProject, as id: ProjectID? = nil) throws -> Project {
    let id = id ?? deleted.id
    let projects = try tree.makeFolder("public/projects")
    guard try projects.facts(id.description) == nil else {
      throw StoreError.projectExists(id: id.description)
    }
    guard let folder = try tree.folder(deleted.path),
      let trash = try tree.folder(".cutroom/\(deleted.id)/trash")
    else { throw StoreError.unknownProject(id: deleted.id.description, known: []) }
    try name(Project(id: id, folder: folder, workspace: self), isBack: id == deleted.id)
    do throws(SystemError) {
      try trash.renameWithoutReplacing(deleted.name, to: id.description, in: projects)
    } catch {
      // Somebody else may have been faster by a moment.
      let isBack = try error.code == .noSuchFile && projects.facts(id.description) != nil
      if isBack || error.code == .exists { throw StoreError.projectExists(id: id.description) }
      throw error
    }
    try projects.sync()
    try trash.sync()
    tree.forget()
    let project = try project(id.description)
    // What an undelete that was cut short left in it goes now; it is back whether or not that succeeds.
    if (try? ProjectLock.isPredecessorDead(project)) == true {
      try? ProjectSession.withSession(of: project, command: "undelete \(id)", patience: .none) {
        _,
        _ in
      }
    }
    return project
  }

  /// Writes the project's id into it, where another stands there: it may come back under another id
  /// than it had, or have been about to when somebody took that id.
  ///
  /// A `metadata.json` that says something else than JSON keeps it, for recovery or a person to see
  /// to; one that cannot be read at all ends this.
  private func name(_ project: Project, isBack: Bool) throws {
    guard let bytes = try project.bytes(of: .metadata),
      let written = (try? Project.parse(bytes, path: .metadata))?["projectId"]?.string,
      written != project.id.description
    else { return }
    try ProjectSession.withDraft(project, command: "undelete \(project.id)") { session in
      try session.changing { try session.takeID(project.id, areLogsGone: !isBack) }
    }
  }
}
