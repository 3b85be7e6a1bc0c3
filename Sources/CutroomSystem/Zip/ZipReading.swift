import Glibc

extension ZipEntry {
  private static let chunk = 1 << 18

  /// Hands over the entry's bytes piece by piece, as they were before compression.
  ///
  /// Never more bytes than the directory announced. Throws `ZipError` where they are fewer, more, or
  /// not those that the checksum is of, and where the entry's own header says something else than the
  /// directory; what `body` was given until then is of no worth.
  package func read(
    from file: borrowing Descriptor,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let start = try checkedStart(in: file)
    var sum = CRC32()
    var length: Int64 = 0
    func take(_ bytes: UnsafeRawBufferPointer) throws {
      length += Int64(bytes.count)
      guard length <= size else { throw ZipError("it is longer than it says") }
      sum.update(bytes)
      try body(bytes)
    }
    do {
      switch method {
      case .stored: try pieces(of: file, from: start) { try $0.withUnsafeBytes(take) }
      case .deflated:
        let inflater = Inflater()
        try pieces(of: file, from: start) { try inflater.take($0, take) }
        guard inflater.isDone else { throw ZipError("its compressed bytes are cut short") }
      }
    } catch let error as ZipError {
      throw ZipError(entry: name, error.reason)
    }
    guard length == size else { throw ZipError(entry: name, "it is shorter than it says") }
    guard sum.value == checksum else { throw ZipError(entry: name, "its checksum does not fit") }
  }

  private func pieces(
    of file: borrowing Descriptor,
    from start: Int64,
    _ body: ([UInt8]) throws -> Void
  ) throws {
    var offset = start
    let end = start + compressedSize
    while offset < end {
      let bytes = try file.read(at: offset, length: Int(min(Int64(Self.chunk), end - offset)))
      guard !bytes.isEmpty else { throw ZipError("the archive is cut short") }
      try body(bytes)
      offset += Int64(bytes.count)
    }
  }

  /// Where the entry's bytes begin, once its own header was compared with the directory.
  private func checkedStart(in file: borrowing Descriptor) throws -> Int64 {
    let bytes = try file.read(at: offset, length: ZipFormat.localLength + name.utf8.count)
    var header = LittleEndianReader(bytes)
    let mismatch = ZipError(entry: name, "its own header and the directory differ")
    guard try header.take(UInt32.self) == ZipFormat.localHeader else { throw mismatch }
    _ = try header.take(2)
    let flags = try header.take(UInt16.self)
    let localMethod = try header.take(UInt16.self)
    _ = try header.take(16)
    let nameLength = Int(try header.take(UInt16.self))
    let extraLength = Int64(try header.take(UInt16.self))
    guard flags & ZipFormat.encryptedFlags == 0, localMethod == method.rawValue,
      nameLength == name.utf8.count, try header.take(nameLength) == Array(name.utf8)
    else { throw mismatch }
    let start = offset + Int64(bytes.count) + extraLength
    guard start <= end, compressedSize <= end - start else { throw mismatch }
    return start
  }
}
