package import CutroomModel
package import CutroomSystem

/// A data file of an entry, readable whatever becomes of the entry.
package final class CachedFile: Sendable {
  package let file: CacheFile
  private let source: Source
  private let folder: Folder
  /// Its place among the files of the entry.
  private let place: Int
  /// The entry's folder below `folder`, where that is not the entry's own.
  private let entry: Digest?

  private enum Source {
    case opened(OpenedFile)
    /// The right bytes, and how the file was when it had them.
    case bytes([UInt8], CacheSlot.Memo)
  }

  package var size: Int64 { file.size }
  package var sha256: Digest { file.sha256 }

  /// Opens the file at `place` of the entry that lies in `folder`; nil where there is none.
  init?(_ file: CacheFile, at place: Int, in folder: Folder) throws(SystemError) {
    let name = CacheFile.name(at: place, ending: file.ending)
    guard let opened = try OpenedFile(name, in: folder) else { return nil }
    self.file = file
    source = .opened(opened)
    self.folder = folder
    self.place = place
    entry = nil
  }

  /// Opens the only file of the entry with a slot, in the folder of its kind; nil where there is none.
  init?(only slot: CacheSlot, in folder: Folder) throws(SystemError) {
    var name = ""
    // Grown once: every hit that opens a file needs one.
    name.reserveCapacity(96)
    name += slot.key.digest.description
    name += "/"
    name += CacheFile.name(at: 0, ending: slot.ending)
    guard let file = slot.firstFile, let opened = try OpenedFile(name, in: folder) else {
      return nil
    }
    self.file = file
    source = .opened(opened)
    self.folder = folder
    place = 0
    entry = slot.key.digest
  }

  /// The only file of the entry with a slot, its right bytes at hand.
  init?(only slot: CacheSlot, _ bytes: [UInt8], in folder: Folder) {
    guard let file = slot.firstFile else { return nil }
    self.file = file
    source = .bytes(bytes, slot.memo)
    self.folder = folder
    place = 0
    entry = slot.key.digest
  }

  /// Where the file lies below `folder`, put together only where that is asked for.
  private var name: String {
    let name = CacheFile.name(at: place, ending: file.ending)
    return entry.map { "\($0)/\(name)" } ?? name
  }

  /// The open file; nil where only the bytes are at hand.
  var opened: OpenedFile? { if case .opened(let opened) = source { opened } else { nil } }

  private var path: String { folder.join(name) }

  /// Opens the file once more, at its beginning.
  package func open() throws(SystemError) -> Descriptor {
    if let opened = try openedFile() { return try opened.descriptor.reopened() }
    let copy = try Descriptor.inMemory("cache")
    try copy.writeAll(bytes())
    return try copy.reopened()
  }

  /// The bytes; throws `EFBIG` for more than `limit`.
  package func bytes(limit: Int = 1 << 30) throws(SystemError) -> [UInt8] {
    if file.size > Int64(limit) {
      throw SystemError(call: "read", code: Errno.fileTooLarge.rawValue, path: path)
    }
    switch source {
    case .opened(let opened): return try opened.descriptor.read(at: 0, length: Int(file.size))
    case .bytes(let bytes, _): return bytes
    }
  }

  /// Hands over the bytes, piece by piece.
  func eachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch source {
    case .opened(let opened): try opened.descriptor.eachPiece(path: path, body)
    case .bytes(let bytes, _): try bytes.withUnsafeBytes(body)
    }
  }

  /// Whether the file holds the bytes that it was given.
  func hasRightBytes() throws(SystemError) -> Bool {
    guard let opened else { return true }
    guard opened.facts.size == file.size else { return false }
    return Digest(hash: try opened.descriptor.sha256(path: path)) == file.sha256
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
    guard let opened = try openedFile() else {
      try target.writeAll(bytes(), path: folder.join(name))
      return .copied
    }
    if target.shareBlocks(of: opened.descriptor) { return .sharing }
    try folder.remove(name)
    if Self.link(opened, as: name, in: folder) { return .linked }
    let copy = try folder.createFile(name, mode: mode)
    try copy.copyAll(from: opened.descriptor, path: folder.join(name))
    return .copied
  }

  /// The file on the disk, where nobody has written to it since its bytes were right.
  private func openedFile() throws(SystemError) -> OpenedFile? {
    switch source {
    case .opened(let opened): return opened
    case .bytes(_, let memo):
      guard let opened = try OpenedFile(name, in: self.folder), opened.memo == memo,
        opened.facts.size == file.size
      else { return nil }
      return opened
    }
  }

  /// False where there can be no second name: on another file system, or after an eviction.
  private static func link(_ opened: OpenedFile, as name: String, in folder: Folder) -> Bool {
    do {
      try folder.name(opened.descriptor.raw, as: name)
      return true
    } catch { return false }
  }
}

extension CacheSlot {
  /// The first data file; nil where the slot tells of none.
  fileprivate var firstFile: CacheFile? {
    CacheFile(ending: ending, size: dataSize, sha256: content)
  }
}
