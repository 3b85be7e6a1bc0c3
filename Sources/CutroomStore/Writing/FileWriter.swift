import CutroomModel
package import CutroomSystem

/// Writes files of one folder so that a name always stands for a whole file, old or new, and so
/// that what was reported as written survives a power cut.
///
/// Order: temporary file in the same folder, all bytes, fsync, backups by hard link, rename, fsync
/// of the folder. A failed fsync is never tried again.
package struct FileWriter {
  /// What may stand at a name before it is replaced, and how many generations stay beside it.
  package struct Rotation: Sendable {
    package var generations: Int

    package init(generations: Int) { self.generations = generations }

    package static let none = Rotation(generations: 0)
  }

  package static let temporaryPrefix = ".ct-"
  package let folder: Folder

  package init(folder: Folder) { self.folder = folder }

  /// Creates a file that must not exist, durable when this returns.
  package func create(_ name: String, bytes: [UInt8], mode: UInt32) throws {
    let temporary = try stage(bytes, for: name, mode: mode)
    try finish("create", temporary, name) { () throws(SystemError) in
      try folder.renameWithoutReplacing(temporary, to: name)
    }
  }

  /// Puts `bytes` at `name`, keeping what stood there as backups; durable when this returns.
  package func replace(
    _ name: String,
    bytes: [UInt8],
    mode: UInt32,
    rotation: Rotation = .none
  ) throws {
    let before = try folder.facts(name)
    let temporary = try stage(bytes, for: name, mode: mode, keeping: before?.mode)
    try finish("replace", temporary, name) { () throws(SystemError) in
      if before != nil { try rotate(name, rotation) }
      try folder.rename(temporary, to: name)
    }
  }

  /// Moves the generations of `name` up by one and links the live file in as the newest.
  package func rotate(_ name: String, _ rotation: Rotation) throws(SystemError) {
    guard rotation.generations > 0 else { return }
    let staged = "\(Self.temporaryPrefix)\(RandomName.hex(16)).bak"
    try folder.link(name, to: staged)
    for generation in stride(from: rotation.generations - 1, to: 0, by: -1) {
      let backup = Self.backup(name, generation)
      if try folder.facts(backup) != nil {
        try folder.rename(backup, to: Self.backup(name, generation + 1))
      }
    }
    try folder.rename(staged, to: Self.backup(name, 1))
  }

  /// The name of a backup: `<name>.backup.<generation>`, 1 the newest.
  package static func backup(_ name: String, _ generation: Int) -> String {
    "\(name).backup.\(generation)"
  }

  /// Whether a name is one of this writer's temporaries.
  package static func isTemporary(_ name: String) -> Bool { name.hasPrefix(temporaryPrefix) }

  private func stage(
    _ bytes: [UInt8],
    for name: String,
    mode: UInt32,
    keeping oldMode: UInt32? = nil
  ) throws(StoreError) -> String {
    let temporary = "\(Self.temporaryPrefix)\(RandomName.hex(16)).tmp"
    do {
      let file = try folder.createFile(temporary, mode: mode)
      if let oldMode { try file.setMode(oldMode) }
      try file.writeAll(bytes, path: folder.join(name))
      try file.sync(path: folder.join(name))
      try file.close()
      return temporary
    } catch {
      _ = try? folder.remove(temporary)
      throw StoreError.unwritable(operation: "write", error, isDurable: .no)
    }
  }

  private func finish(
    _ operation: String,
    _ temporary: String,
    _ name: String,
    _ place: () throws(SystemError) -> Void
  ) throws(StoreError) {
    do { try place() } catch {
      _ = try? folder.remove(temporary)
      throw StoreError.unwritable(operation: operation, error, isDurable: .no)
    }
    do { try folder.sync() } catch {
      throw StoreError.unwritable(operation: operation, error, isDurable: .unknown)
    }
  }
}
