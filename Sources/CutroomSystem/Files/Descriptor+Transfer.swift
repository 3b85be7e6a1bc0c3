import CLinux
import Glibc

extension Descriptor {
  /// Reads up to the end, refusing more than `limit` bytes with `EFBIG`.
  package func readAll(limit: Int, path: String? = nil) throws(SystemError) -> [UInt8] {
    let expected = Int(clamping: try FileFacts(descriptor: raw).size)
    if expected > limit { throw SystemError(call: "read", code: EFBIG, path: path) }
    var bytes = try readNext(expected + 1, path: path)
    // Files of /proc say that they are empty, and a file may grow while it is read.
    while bytes.count > expected, bytes.count <= limit {
      let more = try readNext(1 << 16, path: path)
      if more.isEmpty { break }
      bytes += more
    }
    if bytes.count > limit { throw SystemError(call: "read", code: EFBIG, path: path) }
    return bytes
  }

  /// Reads up to `length` bytes from where the descriptor stands, fewer only at the end.
  private func readNext(_ length: Int, path: String?) throws(SystemError) -> [UInt8] {
    try Self.filled(length) { (memory, filled) throws(SystemError) in
      try check("read", on: raw, path: path) { Glibc.read(raw, memory, length - filled) }
    }
  }

  /// Reads `length` bytes at `offset`, fewer only at the end of the file: pread(2).
  package func read(at offset: Int64, length: Int) throws(SystemError) -> [UInt8] {
    try Self.filled(length) { (memory, filled) throws(SystemError) in
      try check("pread", on: raw) {
        pread(raw, memory, length - filled, off_t(offset) + off_t(filled))
      }
    }
  }

  /// Calls `read` until it has brought `length` bytes or brings none; it gets where the next ones go, and
  /// how many there are.
  private static func filled(
    _ length: Int,
    _ read: (UnsafeMutablePointer<UInt8>?, Int) throws(SystemError) -> Int
  ) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      filled = 0
      do throws(SystemError) {
        while filled < length {
          let count = try read(buffer.baseAddress?.advanced(by: filled), filled)
          if count == 0 { return }
          filled += count
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes every byte, however the kernel cuts them: write(2).
  package func writeAll(_ bytes: UnsafeRawBufferPointer, path: String? = nil) throws(SystemError) {
    var sent = 0
    while sent < bytes.count {
      sent += try check("write", on: raw, path: path) {
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

  /// Writes two pieces at `offset`, one behind the other; false where the kernel takes fewer, as on a full
  /// disk: pwritev(2).
  package func write(
    _ first: [UInt8],
    _ second: [UInt8],
    at offset: Int64
  ) throws(SystemError) -> Bool {
    let written = first.withUnsafeBytes { first in
      second.withUnsafeBytes { second in
        let pieces = [first, second].map {
          iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
        return Result { () throws(SystemError) in
          try check("pwritev", on: raw) { pwritev(raw, pieces, 2, off_t(offset)) }
        }
      }
    }
    return try written.get() == first.count + second.count
  }

  /// Writes bytes at `offset`; false where the kernel takes fewer, as on a full disk: pwrite(2).
  package func write(
    _ bytes: UnsafeRawBufferPointer,
    at offset: Int64
  ) throws(SystemError) -> Bool {
    try check("pwrite", on: raw) { pwrite(raw, bytes.baseAddress, bytes.count, off_t(offset)) }
      == bytes.count
  }

  /// Makes data and size durable: fsync(2), never tried twice.
  package func sync(path: String? = nil) throws(SystemError) {
    if fsync(raw) == -1 { throw SystemError.last("fsync", path: path) }
  }

  /// Makes the data durable, and the size where it grew: fdatasync(2), never tried twice.
  package func syncData(path: String? = nil) throws(SystemError) {
    if fdatasync(raw) == -1 { throw SystemError.last("fdatasync", path: path) }
  }
}

extension Descriptor {
  /// Gives the open file a mode: fchmod(2).
  package func setMode(_ mode: UInt32) throws(SystemError) {
    try check("fchmod", on: raw) { fchmod(raw, mode_t(mode)) }
  }

  /// Sets the time of the last change of the bytes, nanoseconds since 1970: futimens(2).
  package func setModified(_ nanoseconds: Int64) throws(SystemError) {
    // UTIME_OMIT, which Swift does not see.
    let kept = timespec(tv_sec: 0, tv_nsec: (1 << 30) - 2)
    let time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000),
      tv_nsec: Int(nanoseconds % 1_000_000_000)
    )
    let raw = self.raw
    try check("futimens", on: raw) {
      withUnsafeBytes(of: (kept, time)) {
        futimens(raw, $0.bindMemory(to: timespec.self).baseAddress)
      }
    }
  }

  /// Takes owner, group and extended attributes of another file, as far as this user may: fchown(2),
  /// fsetxattr(2).
  package func takeAttributes(of other: borrowing Descriptor) {
    clinux_copy_attributes(raw, other.raw)
  }

  /// Cuts the file to `length` bytes: ftruncate(2).
  package func truncate(to length: Int64) throws(SystemError) {
    try check("ftruncate", on: raw) { ftruncate(raw, off_t(length)) }
  }

  /// Fills this empty file with the bytes of another by sharing its blocks: ioctl(FICLONE); false where
  /// the file system cannot.
  package func shareBlocks(of source: borrowing Descriptor) -> Bool {
    clinux_clone_file(raw, source.raw) == 0
  }

  /// Fills this empty file with the bytes of another, sharing blocks where the file system can:
  /// ioctl(FICLONE), else copy_file_range(2), else read and write.
  package func copyAll(
    from source: borrowing Descriptor,
    path: String? = nil
  ) throws(SystemError) {
    if clinux_clone_file(raw, source.raw) == 0 { return }
    var offset: Int64 = 0
    while true {
      let count = clinux_copy_range(source.raw, &offset, raw, 1 << 26)
      if count > 0 { continue }
      if count == 0 { return }
      if errno == EINTR { continue }
      guard offset == 0, errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP
      else { throw SystemError.last("copy_file_range", path: path) }
      return try copyByReading(from: source, path: path)
    }
  }

  private func copyByReading(
    from source: borrowing Descriptor,
    path: String?
  ) throws(SystemError) {
    var offset: Int64 = 0
    while true {
      let chunk = try source.read(at: offset, length: 1 << 20)
      if chunk.isEmpty { return }
      try writeAll(chunk, path: path)
      offset += Int64(chunk.count)
    }
  }
}
