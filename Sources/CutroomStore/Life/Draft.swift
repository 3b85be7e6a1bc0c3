import CutroomModel
import CutroomSystem

/// A folder in which a project is made; locked by its maker, so that one left by a dead maker can be
/// told from one in work.
struct Draft {
  private static let prefix = "creating-"
  let name: String
  let folder: Folder

  init(in control: Folder) throws(SystemError) {
    while true {
      let name = Self.prefix + RandomName.hex(16)
      if let folder = try Self.make(name, in: control) {
        self.name = name
        self.folder = folder
        return
      }
    }
  }

  /// Nil where a sweeper was faster than the lock: then there is another name.
  private static func make(_ name: String, in control: Folder) throws(SystemError) -> Folder? {
    do throws(SystemError) {
      let folder = try control.makeFolder(name)
      let facts = try FileFacts(descriptor: folder.raw)
      guard try folder.tryLock(), try control.facts(name)?.inode == facts.inode else { return nil }
      return folder
    } catch {
      if error.code == .noSuchFile { return nil }
      throw error
    }
  }

  /// Removes what dead makers left.
  static func sweep(_ control: Folder) throws(SystemError) {
    for name in try control.names() where RandomName.isMade(name, prefix, digits: 16) {
      do {
        let folder = try control.folder(name)
        // The lock lasts as long as the folder is open.
        defer { withExtendedLifetime(folder) {} }
        if try folder.tryLock() { try control.removeTree(name) }
      } catch {
        // Its maker gave it a name, or another sweeper was here.
        guard [.noSuchFile, .directoryNotEmpty].contains(error.code) else { throw error }
      }
    }
  }
}

extension Workspace {
  /// A folder to make a project in, what dead makers left being removed first.
  ///
  /// Throws `StoreError.projectExists` where the id is taken already.
  func draft(for id: ProjectID) throws -> Draft {
    try requireLocalFiles()
    if try tree.makeFolder("public/projects").facts(id.description) != nil {
      throw StoreError.projectExists(id: id.description)
    }
    let control = try controlFolder()
    try Draft.sweep(control)
    return try Draft(in: control)
  }

  /// Fills a draft and gives it its name, in one rename; removes it where either fails.
  ///
  /// What `fill` writes must be durable when it returns. Throws `StoreError.projectExists` where
  /// somebody else has made the project first.
  func finish(_ draft: Draft, as id: ProjectID, fill: () throws -> Void) throws -> Project {
    defer { withExtendedLifetime(draft.folder) {} }
    let control = try controlFolder()
    let projects = try tree.makeFolder("public/projects")
    do {
      try fill()
      try control.renameWithoutReplacing(draft.name, to: id.description, in: projects)
    } catch {
      try? control.removeTree(draft.name)
      switch (error as? SystemError)?.code {
      case .exists: throw StoreError.projectExists(id: id.description)
      case .crossDevice: throw StoreError.split(path: projects.path)
      default: throw error
      }
    }
    try projects.sync()
    return try project(id.description)
  }
}
