package import CutroomModel
package import CutroomSystem

/// A data file of an entry, open.
package final class CachedFile: Sendable {
  package let file: CacheFile
  let facts: FileFacts
  private let descriptor: Descriptor
  private let folder: Folder
  private let name: String

  package var size: Int64 { file.size }
  package var sha256: Digest { file.sha256 }

  /// Nil where there is no regular file.
  init?(_ file: CacheFile, name: String, in folder: Folder) throws(SystemError) {
    let opened: Descriptor
    var found: FileFacts?
    do { opened = try folder.openFile(name, &found) } catch {
      // A link or a folder in its place is no file of ours.
      let strange: [Errno] = [.noSuchFile, .notDirectory, .tooManyLinks, .invalidArgument]
      if strange.contains(error.code) { return nil }
      throw error
    }
    guard let found else { return nil }
    facts = found
    descriptor = opened
    self.folder = folder
    self.name = name
    self.file = file
  }

  /// Put together only for messages.
  private var path: String { folder.join(name) }

  /// Opens the file once more, at its beginning.
  package func open() throws(SystemError) -> Descriptor { try descriptor.reopened() }

  /// The bytes; throws `EFBIG` for more than `limit`.
  package func bytes(limit: Int = 1 << 30) throws(SystemError) -> [UInt8] {
    if file.size > Int64(limit) {
      throw SystemError(call: "read", code: Errno.fileTooLarge.rawValue, path: path)
    }
    return try descriptor.read(at: 0, length: Int(file.size))
  }

  /// Hands over the bytes, piece by piece.
  func eachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try descriptor.eachPiece(path: path, body)
  }

  func hasRightBytes() throws(SystemError) -> Bool {
    guard facts.size == file.size else { return false }
    return Digest(hash: try descriptor.sha256(path: path)) == file.sha256
  }

  /// How a file came to stand where it was wanted.
  package enum Placement: Equatable, Sendable {
    /// Its blocks are shared until one side is written.
    case sharing
    /// It is the cache's own file under a second name, read-only.
    case linked
    case copied
  }

  /// Puts the file at a new name, as cheaply as the file system can; not flushed.
  package func place(
    as name: String,
    in folder: Folder,
    mode: UInt32 = 0o666
  ) throws(SystemError) -> Placement {
    let target = try folder.createFile(name, mode: mode)
    if target.shareBlocks(of: descriptor) { return .sharing }
    try folder.remove(name)
    if link(as: name, in: folder) { return .linked }
    let copy = try folder.createFile(name, mode: mode)
    try copy.copyAll(from: descriptor, path: folder.join(name))
    return .copied
  }

  /// False where there can be no second name: on another file system, or after an eviction.
  private func link(as name: String, in folder: Folder) -> Bool {
    do {
      try folder.name(descriptor.raw, as: name)
      return true
    } catch { return false }
  }
}
