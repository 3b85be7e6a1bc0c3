import CutroomModel
import CutroomSystem

/// Something of the store's own that must not outlive a recovery.
struct Leftover {
  let folder: Folder
  let name: FileName
  /// Seen from the workspace, for people.
  let path: String
}

extension Project {
  /// Everything that a dead holder of the lock may have left: attempts, temporaries and newest
  /// backups that are still the live file; to be asked by the holder of the lock, or to preview.
  func leftovers() throws -> [Leftover] {
    var found: [Leftover] = []
    if let attempts = try workspace.tree.folder(".cutroom/\(id)/attempts") {
      found += try attempts.everyName().map {
        Leftover(folder: attempts, name: $0, path: ".cutroom/\(id)/attempts/\($0)")
      }
    }
    try collect(in: tree.root, "public/projects/\(id)", into: &found)
    return found
  }

  /// Temporaries of readers that died while they wrote an index or a memory; their writers lock
  /// them, so that one in work is told from one that is left.
  func abandonedTemporaries() throws -> [Leftover] {
    var found: [Leftover] = []
    for (tree, place) in [(tree, ".cutroom"), (workspace.tree, ".cutroom")] {
      guard let folder = try tree.folder(place) else { continue }
      for entry in try folder.entries()
      where FileWriter.isTemporary(entry.name) && entry.kind != .directory {
        guard let file = try? folder.openFile(entry.name), try file.tryLock() else { continue }
        let top = tree === self.tree ? "public/projects/\(id)/" : ""
        found.append(
          Leftover(folder: folder, name: FileName(entry.name), path: "\(top)\(place)/\(entry.name)")
        )
      }
    }
    return found
  }

  private func collect(in folder: Folder, _ path: String, into found: inout [Leftover]) throws {
    for entry in try folder.entries() {
      let place = "\(path)/\(entry.name)"
      if FileWriter.isTemporary(entry.name) {
        found.append(Leftover(folder: folder, name: FileName(entry.name), path: place))
      } else if entry.name.hasSuffix(".backup.1") {
        if try isLiveFile(entry.name, in: folder) {
          found.append(Leftover(folder: folder, name: FileName(entry.name), path: place))
        }
      } else {
        let kind = if let kind = entry.kind { kind } else { try folder.facts(entry.name)?.kind }
        guard kind == .directory else { continue }
        try collect(in: try folder.folder(entry.name), place, into: &found)
      }
    }
  }

  /// Whether a newest backup is the live file under a second name, as a crash between the two steps
  /// of a replacement leaves it: an editor that writes in place would change both.
  private func isLiveFile(_ backup: String, in folder: Folder) throws(SystemError) -> Bool {
    guard let old = try folder.facts(backup), old.links > 1, old.kind == .regular else {
      return false
    }
    return try folder.facts(String(backup.dropLast(".backup.1".count)))?.inode == old.inode
  }
}
