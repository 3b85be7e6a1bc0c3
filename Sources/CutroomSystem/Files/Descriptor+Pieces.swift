import CLinux
import Glibc

extension Descriptor {
  /// Bytes from which on mapping a file is cheaper than copying it.
  private static let leastToMap: Int64 = 1 << 20
  private static let windowSize: Int64 = 4 << 20

  /// Hashes the whole file from its start.
  ///
  /// Throws `EIO` where it is cut short meanwhile or cannot be read.
  package func sha256(path: String? = nil) throws(SystemError) -> [UInt8] {
    let hasher = SHA256()
    let size = try FileFacts(descriptor: raw).size
    var offset: Int64 = 0
    if size >= Self.leastToMap { offset = try hash(mapped: size, into: hasher, path: path) }
    var pieces = FilePieces(raw, from: offset, path: path)
    while let piece = try pieces.next() { hasher.update(piece) }
    return hasher.finish()
  }

  /// Hands over the whole file from its start, piece by piece: pread(2).
  package func eachPiece(
    path: String? = nil,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var pieces = FilePieces(raw, path: path)
    while let piece = try pieces.next() { try body(piece) }
  }

  /// Shows bytes of the page cache itself: mmap(2).
  ///
  /// Answers false where the file system maps nothing. `offset` is a multiple of the page size. Throws `EIO` where bytes went away while `body` looked
  /// at them, which it saw as zeros.
  package func look(
    at offset: Int64,
    length: Int,
    path: String? = nil,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(SystemError) -> Bool {
    guard let start = clinux_open_window(raw, Int(offset), length) else { return false }
    body(UnsafeRawBufferPointer(start: start, count: length))
    if clinux_close_window() != 0 { throw SystemError(call: "mmap", code: EIO, path: path) }
    return true
  }

  // MARK: -

  /// Hashes `size` bytes through windows on the page cache; how many, which are none where the file
  /// system maps nothing.
  private func hash(
    mapped size: Int64,
    into hasher: borrowing SHA256,
    path: String?
  ) throws(SystemError) -> Int64 {
    var offset: Int64 = 0
    while offset < size {
      let length = Int(min(Self.windowSize, size - offset))
      func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bytes) }
      guard try look(at: offset, length: length, path: path, update) else { break }
      offset += Int64(length)
    }
    return offset
  }
}
