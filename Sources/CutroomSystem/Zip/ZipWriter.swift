import Glibc

/// Writes a zip archive into an empty file, entry after entry: APPNOTE 4.3, with zip64 where a
/// number needs it.
///
/// The file is not synced. Equal entries in equal order give equal bytes: no clock, no owner.
package final class ZipWriter {
  private let file: Descriptor
  private let path: String
  private var offset: Int64 = 0
  private var directory = LittleEndianWriter()
  private var count: UInt64 = 0

  /// `path` is for messages.
  package init(_ file: consuming Descriptor, path: String) {
    self.file = file
    self.path = path
  }

  package var raw: CInt { file.raw }
  /// Bytes written so far.
  package var length: Int64 { offset }

  /// Adds an entry whose bytes `body` hands over piece by piece, as they are to stand there.
  ///
  /// `checksum` and `size` are of the bytes before compression. Throws `ZipError` where `body` hands
  /// over more or fewer than `compressedSize` bytes.
  package func add(
    _ name: String,
    mode: UInt32,
    method: ZipEntry.Method = .stored,
    checksum: UInt32,
    size: Int64,
    compressedSize: Int64,
    body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    let nameBytes = Array(name.utf8)
    guard nameBytes.count < 0xFFFF, size >= 0, compressedSize >= 0 else {
      throw ZipError(entry: name, "its name is too long")
    }
    let start = offset
    let facts = Facts(
      name: nameBytes,
      mode: mode,
      method: method,
      checksum: checksum,
      size: UInt64(size),
      compressedSize: UInt64(compressedSize),
      offset: UInt64(start)
    )
    try write(facts.localHeader)
    let bodyStart = offset
    try body { bytes in
      try self.file.writeAll(bytes, path: self.path)
      self.offset += Int64(bytes.count)
    }
    guard offset - bodyStart == compressedSize else {
      throw ZipError(entry: name, "it changed while it was written")
    }
    directory.add(facts.directoryHeader)
    count += 1
  }

  /// Writes the directory: the archive is whole then.
  package func finish() throws(SystemError) {
    let start = UInt64(offset)
    let length = UInt64(directory.bytes.count)
    try write(directory.bytes)
    if count >= 0xFFFF || start >= 0xFFFF_FFFF || length >= 0xFFFF_FFFF {
      try write(wideEnd(start: start, length: length))
    }
    var end = LittleEndianWriter()
    end.add(ZipFormat.end)
    end.add(UInt32(0))
    end.add(UInt16(min(count, 0xFFFF)))
    end.add(UInt16(min(count, 0xFFFF)))
    end.add(UInt32(min(length, 0xFFFF_FFFF)))
    end.add(UInt32(min(start, 0xFFFF_FFFF)))
    end.add(UInt16(0))
    try write(end.bytes)
  }

  /// fsync(2), never tried twice.
  package func sync() throws(SystemError) { try file.sync(path: path) }

  private func wideEnd(start: UInt64, length: UInt64) -> [UInt8] {
    var end = LittleEndianWriter()
    end.add(ZipFormat.wideEnd)
    end.add(UInt64(ZipFormat.wideEndLength - 12))
    end.add(UInt16(ZipFormat.unix << 8 | 45))
    end.add(UInt16(45))
    end.add(UInt64(0))
    end.add(count)
    end.add(count)
    end.add(length)
    end.add(start)
    end.add(ZipFormat.wideLocator)
    end.add(UInt32(0))
    end.add(start + length)
    end.add(UInt32(1))
    return end.bytes
  }

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    try file.writeAll(bytes, path: path)
    offset += Int64(bytes.count)
  }
}

/// What the two headers of an entry say.
private struct Facts {
  let name: [UInt8]
  let mode: UInt32
  let method: ZipEntry.Method
  let checksum: UInt32
  let size: UInt64
  let compressedSize: UInt64
  let offset: UInt64

  private var isWide: Bool { size >= 0xFFFF_FFFF || compressedSize >= 0xFFFF_FFFF }

  var localHeader: [UInt8] {
    var extra = LittleEndianWriter()
    if isWide {
      extra.add(ZipFormat.wideField)
      extra.add(UInt16(16))
      extra.add(size)
      extra.add(compressedSize)
    }
    var header = LittleEndianWriter()
    header.add(ZipFormat.localHeader)
    addCommon(to: &header, extra: extra.bytes)
    header.add(name)
    header.add(extra.bytes)
    return header.bytes
  }

  var directoryHeader: [UInt8] {
    var extra = LittleEndianWriter()
    let isFar = offset >= 0xFFFF_FFFF
    if isWide || isFar {
      extra.add(ZipFormat.wideField)
      extra.add(UInt16((isWide ? 16 : 0) + (isFar ? 8 : 0)))
      if isWide {
        extra.add(size)
        extra.add(compressedSize)
      }
      if isFar { extra.add(offset) }
    }
    var header = LittleEndianWriter()
    header.add(ZipFormat.directoryHeader)
    header.add(UInt16(ZipFormat.unix << 8 | 45))
    addCommon(to: &header, extra: extra.bytes)
    header.add(UInt16(0))  // comment
    header.add(UInt16(0))  // disk
    header.add(UInt16(0))  // internal attributes
    header.add((UInt32(S_IFREG) | mode) << 16)
    header.add(UInt32(min(offset, 0xFFFF_FFFF)))
    header.add(name)
    header.add(extra.bytes)
    return header.bytes
  }

  private func addCommon(to header: inout LittleEndianWriter, extra: [UInt8]) {
    header.add(UInt16(isWide ? 45 : 20))
    header.add(ZipFormat.unicodeFlag)
    header.add(method.rawValue)
    header.add(UInt16(0))
    header.add(ZipFormat.date)
    header.add(checksum)
    header.add(UInt32(isWide ? 0xFFFF_FFFF : compressedSize))
    header.add(UInt32(isWide ? 0xFFFF_FFFF : size))
    header.add(UInt16(name.count))
    header.add(UInt16(extra.count))
  }
}
