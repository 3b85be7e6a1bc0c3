import CutroomSystem

/// The file that an archive becomes: it has no name, or one that says what it is, until it is whole.
///
/// Whoever writes one holds a lock on it, so that those of dead writers can be told and removed.
final class ArchiveTarget {
  // No name that the recovery of a project or workspace sweeps: it may be somebody's at work.
  private static let prefix = ".cutroom-archive-"

  let writer: ZipWriter
  private let folder: Folder
  private let name: String
  private let path: String
  /// Nil while the file has no name at all.
  private var temporary: String?

  /// `path` is absolute.
  init(_ path: String) throws {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let parent = String(path[..<slash])
    self.path = path
    name = String(path[path.index(after: slash)...])
    folder = try Folder.open(parent.isEmpty ? "/" : parent)
    try Self.sweep(folder)
    if let file = try folder.createNamelessFile(mode: 0o666) {
      _ = try file.tryLock()
      temporary = nil
      writer = ZipWriter(file, path: path)
    } else {
      let temporary = Self.temporaryName()
      let file = try folder.createFile(temporary, mode: 0o666)
      _ = try file.tryLock()
      self.temporary = temporary
      writer = ZipWriter(file, path: path)
    }
  }

  /// Whether something has the name that the archive is to get.
  func isTaken() throws(SystemError) -> Bool { try folder.facts(name) != nil }

  /// Gives the archive, which is durable, its name, durably.
  ///
  /// Throws `ArchiveError.exists` where the name is taken and not to be replaced.
  func place(replacing isReplacing: Bool) throws {
    do throws(SystemError) {
      if !isReplacing, temporary == nil {
        try folder.name(writer.raw, as: name)
      } else {
        let temporary = try named()
        if isReplacing {
          try folder.rename(temporary, to: name)
        } else {
          try folder.renameWithoutReplacing(temporary, to: name)
        }
      }
    } catch {
      discard()
      if error.code == .exists { throw ArchiveError.exists(path: path) }
      throw error
    }
    try folder.sync()
  }

  /// Gives the archive up.
  func discard() {
    if let temporary { _ = try? folder.remove(temporary) }
  }

  private func named() throws(SystemError) -> String {
    if let temporary { return temporary }
    let name = Self.temporaryName()
    try folder.name(writer.raw, as: name)
    temporary = name
    return name
  }

  private static func temporaryName() -> String { "\(prefix)\(RandomName.hex(16)).tmp" }

  private static func sweep(_ folder: Folder) throws(SystemError) {
    for name in try folder.names() where RandomName.isMade(name, prefix, digits: 16, ".tmp") {
      guard try folder.facts(name)?.kind == .regular, let file = try? folder.openFile(name) else {
        continue
      }
      if try file.tryLock() { try folder.remove(name) }
    }
  }
}
