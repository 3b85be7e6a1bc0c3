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
  ///
  /// `check` is the last word before anything moves: where it throws, nothing has changed.
  package func replace(
    _ name: String,
    bytes: [UInt8],
    mode: UInt32,
    rotation: Rotation = .none,
    check: () throws -> Void = {}
  ) throws {
    let before = try earlierVersion(name)
    let temporary = try stage(bytes, for: name, mode: mode, keeping: before)
    do { try check() } catch {
      _ = try? folder.remove(temporary)
      throw error
    }
    try finish("replace", temporary, name) { () throws(SystemError) in
      if before != nil { try rotate(name, rotation) }
      try folder.rename(temporary, to: name)
    }
  }

  /// Only a file is an earlier version: a link that somebody planted lends neither mode nor bytes.
  func earlierVersion(_ name: String) throws(SystemError) -> FileFacts? {
    try folder.facts(name).flatMap { $0.kind == .regular ? $0 : nil }
  }

  /// Moves the generations of `name` up by one and links the live file in as the newest.
  ///
  /// Where that was done already, before a crash, nothing is left to do.
  package func rotate(_ name: String, _ rotation: Rotation) throws(SystemError) {
    guard rotation.generations > 0 else { return }
    let live = try folder.facts(name)
    if let live, try folder.facts(Self.backup(name, 1))?.inode == live.inode { return }
    let staged = Self.temporaryName("bak")
    do {
      try keepCopy(name, as: staged)
      try makeRoom(for: name, rotation)
      try folder.rename(staged, to: Self.backup(name, 1))
    } catch {
      _ = try? folder.remove(staged)
      throw error
    }
  }

  /// Moves generations up until the first gap, or over the oldest one.
  private func makeRoom(for name: String, _ rotation: Rotation) throws(SystemError) {
    var free = 1
    while free < rotation.generations, try folder.facts(Self.backup(name, free)) != nil {
      free += 1
    }
    for generation in stride(from: free - 1, to: 0, by: -1) {
      try folder.rename(Self.backup(name, generation), to: Self.backup(name, generation + 1))
    }
  }

  /// The name of a backup: `<name>.backup.<generation>`, 1 the newest.
  package static func backup(_ name: String, _ generation: Int) -> String {
    "\(name).backup.\(generation)"
  }

  /// A name for a file under way, that recovery may sweep.
  package static func temporaryName(_ suffix: String = "tmp") -> String {
    "\(temporaryPrefix)\(RandomName.hex(16)).\(suffix)"
  }

  /// Whether a name is one of this writer's temporaries.
  ///
  /// Exactly so: what is swept by its name must be nobody else's.
  package static func isTemporary(_ name: String) -> Bool {
    [".tmp", ".bak"].contains { RandomName.isMade(name, temporaryPrefix, digits: 16, $0) }
  }

  /// Puts `bytes` at `name` without making them durable, for what can be made again.
  package func replacePassing(_ name: String, bytes: [UInt8], mode: UInt32) throws(SystemError) {
    try replacePassing(name, mode: mode) { (file) throws(SystemError) in
      try file.writeAll(bytes, path: folder.join(name))
    }
  }

  /// As above, with bytes that `fill` writes.
  func replacePassing(
    _ name: String,
    mode: UInt32,
    fill: (borrowing Descriptor) throws(SystemError) -> Void
  ) throws(SystemError) {
    let temporary = Self.temporaryName()
    do {
      let file = try folder.createFile(temporary, mode: mode)
      // Held until the file has its name: a temporary that nobody holds is one that was left.
      _ = try file.tryLock()
      try fill(file)
      try folder.rename(temporary, to: name)
      try file.close()
    } catch {
      _ = try? folder.remove(temporary)
      throw error
    }
  }

  /// Writes a temporary for `name`, durable unless a flush of many is to follow; returns its name.
  func stage(
    _ bytes: [UInt8],
    for name: String,
    mode: UInt32,
    keeping old: FileFacts? = nil,
    isSynced: Bool = true
  ) throws(StoreError) -> String {
    let temporary = Self.temporaryName()
    do {
      let file = try folder.createFile(temporary, mode: mode)
      if let old { try keepAttributes(of: name, old, on: file) }
      try file.writeAll(bytes, path: folder.join(name))
      if isSynced { try file.sync(path: folder.join(name)) }
      try file.close()
      return temporary
    } catch {
      _ = try? folder.remove(temporary)
      throw StoreError.unwritable(operation: "write", error, isDurable: .no)
    }
  }

  /// Gives a file that will replace `name` the owner, mode and attributes that `name` has.
  func keepAttributes(
    of name: String,
    _ old: FileFacts,
    on file: borrowing Descriptor
  ) throws(SystemError) {
    // What may not be read here keeps its mode at least.
    if let before = try? folder.openFile(name) { file.takeAttributes(of: before) }
    try file.setMode(old.mode)
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
