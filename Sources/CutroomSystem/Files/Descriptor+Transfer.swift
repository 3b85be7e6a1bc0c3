import Glibc

extension Descriptor {
  /// Reads up to the end, refusing more than `limit` bytes with `EFBIG`.
  package func readAll(limit: Int, path: String? = nil) throws(SystemError) -> [UInt8] {
    let expected = Int(clamping: try FileFacts(descriptor: raw).size)
    if expected > limit { throw SystemError(call: "read", code: EFBIG, path: path) }
    var bytes = [UInt8](repeating: 0, count: expected + 1)
    var filled = 0
    while true {
      if filled == bytes.count {
        if filled > limit { throw SystemError(call: "read", code: EFBIG, path: path) }
        bytes.append(contentsOf: repeatElement(0, count: max(filled, 4096)))
      }
      let start = filled
      let count = try check("read", path: path) {
        bytes.withUnsafeMutableBytes {
          Glibc.read(raw, $0.baseAddress?.advanced(by: start), $0.count - start)
        }
      }
      if count == 0 { break }
      filled += count
    }
    if filled > limit { throw SystemError(call: "read", code: EFBIG, path: path) }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Reads `length` bytes at `offset`, fewer only at the end of the file: pread(2).
  package func read(at offset: Int64, length: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    var filled = 0
    while filled < length {
      let start = filled
      let count = try check("pread") {
        bytes.withUnsafeMutableBytes {
          pread(
            raw,
            $0.baseAddress?.advanced(by: start),
            $0.count - start,
            off_t(offset) + off_t(start)
          )
        }
      }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(length - filled)
    return bytes
  }

  /// Writes every byte, however the kernel cuts them: write(2).
  package func writeAll(_ bytes: UnsafeRawBufferPointer, path: String? = nil) throws(SystemError) {
    var sent = 0
    while sent < bytes.count {
      sent += try check("write", path: path) {
        Glibc.write(raw, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
      }
    }
  }

  /// Writes every byte of an array.
  package func writeAll(_ bytes: [UInt8], path: String? = nil) throws(SystemError) {
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(SystemError) in try writeAll(buffer, path: path) }
    }.get()
  }

  /// Makes data and size durable: fsync(2), never tried twice.
  package func sync(path: String? = nil) throws(SystemError) {
    if fsync(raw) == -1 { throw SystemError.last("fsync", path: path) }
  }

  /// Makes the data durable, and the size where it grew: fdatasync(2), never tried twice.
  package func syncData(path: String? = nil) throws(SystemError) {
    if fdatasync(raw) == -1 { throw SystemError.last("fdatasync", path: path) }
  }

  /// Hashes the whole file from its start in one pass of `pread`.
  package func sha256(path: String? = nil) throws(SystemError) -> [UInt8] {
    let hasher = SHA256()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { chunk.deallocate() }
    var offset: off_t = 0
    while true {
      let count = try check("pread", path: path) {
        pread(raw, chunk.baseAddress, chunk.count, offset)
      }
      if count == 0 { return hasher.finish() }
      hasher.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      offset += off_t(count)
    }
  }
}
