import Glibc

/// Reads a file piece by piece into one piece of memory: pread(2).
struct FilePieces: ~Copyable {
  private let raw: CInt
  private let path: String?
  private var offset: Int64
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)

  /// `raw` stays open for as long.
  init(_ raw: CInt, from offset: Int64 = 0, path: String?) {
    self.raw = raw
    self.offset = offset
    self.path = path
  }

  deinit { chunk.deallocate() }

  /// The next bytes, which the call after this one overwrites; nil at the end.
  mutating func next() throws(SystemError) -> UnsafeRawBufferPointer? {
    let count = try check("pread", on: raw, path: path) {
      pread(raw, chunk.baseAddress, chunk.count, off_t(offset))
    }
    guard count > 0 else { return nil }
    offset += Int64(count)
    return UnsafeRawBufferPointer(rebasing: chunk[..<count])
  }
}
