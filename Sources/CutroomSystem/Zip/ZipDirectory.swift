import Glibc

/// The directory of a zip archive, read strictly: no second disk, no comment behind it, no
/// encryption, no links or devices, no entries that share bytes or a name, no bombs.
package enum ZipDirectory {
  /// Every entry, in the order of the directory.
  ///
  /// Nothing but the directory is read. Throws `ZipError`.
  package static func read(
    _ file: borrowing Descriptor,
    limits: ZipLimits = ZipLimits()
  ) throws -> [ZipEntry] {
    let length = try FileFacts(descriptor: file.raw).size
    let place = try Place.find(in: file, length: length, limits)
    let bytes = try file.read(at: place.offset, length: Int(place.length))
    var reader = LittleEndianReader(bytes)
    var entries: [ZipEntry] = []
    while reader.remaining > 0 {
      guard entries.count < place.count else {
        throw ZipError("its directory holds more than it says")
      }
      entries.append(try entry(&reader, limits))
    }
    guard entries.count == place.count else {
      throw ZipError("its directory holds less than it says")
    }
    try check(entries, limits)
    return try bounded(entries, before: place.offset)
  }

  // MARK: - Entries

  private static func entry(
    _ reader: inout LittleEndianReader,
    _ limits: ZipLimits
  ) throws(ZipError) -> ZipEntry {
    guard try reader.take(UInt32.self) == ZipFormat.directoryHeader else {
      throw ZipError("its directory is damaged")
    }
    let maker = try reader.take(UInt16.self) >> 8
    _ = try reader.take(UInt16.self)
    let flags = try reader.take(UInt16.self)
    let methodNumber = try reader.take(UInt16.self)
    _ = try reader.take(UInt32.self)
    let checksum = try reader.take(UInt32.self)
    let compressedSize = try reader.take(UInt32.self)
    let size = try reader.take(UInt32.self)
    let nameLength = Int(try reader.take(UInt16.self))
    let extraLength = Int(try reader.take(UInt16.self))
    let commentLength = Int(try reader.take(UInt16.self))
    let disk = try reader.take(UInt16.self)
    _ = try reader.take(UInt16.self)
    let attributes = try reader.take(UInt32.self)
    let offset = try reader.take(UInt32.self)
    let name = try text(try reader.take(nameLength))
    let extra = try reader.take(extraLength)
    _ = try reader.take(commentLength)
    guard disk == 0 else { throw ZipError(entry: name, "it lies on another disk") }
    guard flags & ZipFormat.encryptedFlags == 0 else {
      throw ZipError(entry: name, "it is encrypted")
    }
    try checkKind(name, attributes: attributes, maker: maker)
    guard let method = ZipEntry.Method(rawValue: methodNumber) else {
      throw ZipError(entry: name, "it is compressed in a way that is not read here")
    }
    var wide = try WideNumbers(extra, of: name)
    // In this order: the wide field holds one after another what the narrow ones do not.
    let wideSize = try wide.widened(size)
    let wideCompressedSize = try wide.widened(compressedSize)
    return ZipEntry(
      name: name,
      method: method,
      checksum: checksum,
      compressedSize: wideCompressedSize,
      size: wideSize,
      offset: try wide.widened(offset),
      end: 0
    )
  }

  private static func text(_ bytes: [UInt8]) throws(ZipError) -> String {
    guard let name = String(validating: bytes, as: UTF8.self), !name.isEmpty,
      !name.utf8.contains(0)
    else {
      throw ZipError(entry: String(decoding: bytes, as: UTF8.self), "its name is no text")
    }
    return name
  }

  private static func checkKind(
    _ name: String,
    attributes: UInt32,
    maker: UInt16
  ) throws(ZipError) {
    if name.hasSuffix("/") { throw ZipError(entry: name, "it is a folder, not a file") }
    // Other systems leave the upper half to chance.
    guard maker == ZipFormat.unix else { return }
    switch mode_t(attributes >> 16) & S_IFMT {
    case 0, S_IFREG: return
    case S_IFLNK: throw ZipError(entry: name, "it is a symbolic link")
    case S_IFDIR: throw ZipError(entry: name, "it is a folder, not a file")
    default: throw ZipError(entry: name, "it is a device, a pipe or a socket")
    }
  }

  private static func check(_ entries: [ZipEntry], _ limits: ZipLimits) throws(ZipError) {
    var names: Set<String> = []
    var total: Int64 = 0
    for entry in entries {
      // Swift compares by canonical equivalence, so that two spellings of one name meet here too.
      guard names.insert(entry.name.lowercased()).inserted else {
        throw ZipError(entry: entry.name, "a file of that name stands there twice")
      }
      guard entry.size <= limits.entrySize else {
        throw ZipError(entry: entry.name, "it is too large")
      }
      total = total.addingReportingOverflow(entry.size).partialValue
      guard total >= 0, total <= limits.totalSize else {
        throw ZipError(entry: entry.name, "the files up to here are too large together")
      }
      if entry.method == .stored, entry.size != entry.compressedSize {
        throw ZipError(entry: entry.name, "it has two different sizes")
      }
      if entry.size / limits.ratio > entry.compressedSize {
        throw ZipError(
          entry: entry.name,
          "it says that it grows more than \(limits.ratio) times when it is unpacked"
        )
      }
    }
  }

  /// Gives each entry the place where its bytes must end; refuses those that share bytes.
  private static func bounded(
    _ entries: [ZipEntry],
    before directory: Int64
  ) throws(ZipError) -> [ZipEntry] {
    var entries = entries
    let order = entries.indices.sorted { entries[$0].offset > entries[$1].offset }
    var end = directory
    for index in order {
      let entry = entries[index]
      let least = Int64(ZipFormat.localLength + entry.name.utf8.count)
      let (needed, overflow) = entry.compressedSize.addingReportingOverflow(least)
      guard !overflow, entry.offset >= 0, entry.offset <= end, needed <= end - entry.offset else {
        throw ZipError(
          entry: entry.name,
          "its bytes lie outside of the archive or in another file's"
        )
      }
      entries[index].end = end
      end = entry.offset
    }
    return entries
  }
}

/// The numbers of the zip64 extra field, in their order.
private struct WideNumbers {
  private var reader = LittleEndianReader([])
  private let name: String

  init(_ extra: [UInt8], of name: String) throws(ZipError) {
    self.name = name
    var fields = LittleEndianReader(extra)
    while fields.remaining >= 4 {
      let tag = try fields.take(UInt16.self)
      let bytes = try fields.take(Int(try fields.take(UInt16.self)))
      if tag == ZipFormat.wideField { reader = LittleEndianReader(bytes) }
    }
  }

  /// The narrow number, or the next wide one where it says that it is too large for itself.
  mutating func widened(_ narrow: UInt32) throws(ZipError) -> Int64 {
    guard narrow == 0xFFFF_FFFF else { return Int64(narrow) }
    guard reader.remaining >= 8, let wide = Int64(exactly: try reader.take(UInt64.self)) else {
      throw ZipError(entry: name, "its size or place is missing")
    }
    return wide
  }
}

/// Where the directory lies, and how many entries it has.
private struct Place {
  let offset: Int64
  let length: Int64
  let count: Int

  static func find(
    in file: borrowing Descriptor,
    length: Int64,
    _ limits: ZipLimits
  ) throws -> Place {
    let endStart = length - Int64(ZipFormat.endLength)
    guard endStart >= 0 else { throw ZipError("it is no zip archive") }
    var end = LittleEndianReader(try file.read(at: endStart, length: ZipFormat.endLength))
    guard try end.take(UInt32.self) == ZipFormat.end else {
      throw ZipError("it is no zip archive, or is cut short, or something follows its end")
    }
    guard try end.take(UInt32.self) == 0 else { throw ZipError("it is one part of several") }
    let here = try end.take(UInt16.self)
    let count = try end.take(UInt16.self)
    let size = try end.take(UInt32.self)
    let offset = try end.take(UInt32.self)
    guard here == count, try end.take(UInt16.self) == 0 else {
      throw ZipError("it is one part of several")
    }
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      return try wide(in: file, before: endStart, limits)
    }
    return try Place(UInt64(offset), UInt64(size), UInt64(count), before: endStart, limits)
  }

  private static func wide(
    in file: borrowing Descriptor,
    before end: Int64,
    _ limits: ZipLimits
  ) throws -> Place {
    let locatorStart = end - Int64(ZipFormat.wideLocatorLength)
    let start = locatorStart - Int64(ZipFormat.wideEndLength)
    guard start >= 0 else { throw ZipError("its directory is damaged") }
    let length = ZipFormat.wideEndLength + ZipFormat.wideLocatorLength
    var reader = LittleEndianReader(try file.read(at: start, length: length))
    guard try reader.take(UInt32.self) == ZipFormat.wideEnd else {
      throw ZipError("its directory is damaged")
    }
    _ = try reader.take(12)
    guard try reader.take(UInt64.self) == 0 else { throw ZipError("it is one part of several") }
    let here = try reader.take(UInt64.self)
    let count = try reader.take(UInt64.self)
    let size = try reader.take(UInt64.self)
    let offset = try reader.take(UInt64.self)
    guard here == count, try reader.take(UInt32.self) == ZipFormat.wideLocator,
      try reader.take(UInt32.self) == 0, try reader.take(UInt64.self) == UInt64(start)
    else { throw ZipError("its directory is damaged") }
    return try Place(offset, size, count, before: start, limits)
  }

  private init(
    _ offset: UInt64,
    _ length: UInt64,
    _ count: UInt64,
    before end: Int64,
    _ limits: ZipLimits
  ) throws(ZipError) {
    guard count <= UInt64(limits.entries) else {
      throw ZipError("it holds \(count) files; at most \(limits.entries) are read")
    }
    let (sum, overflow) = offset.addingReportingOverflow(length)
    guard !overflow, sum == UInt64(end) else { throw ZipError("its directory is damaged") }
    // What a directory of so many entries with short names and comments could need.
    guard length <= (count + 1) * 4096 else { throw ZipError("its directory is too long") }
    self.offset = Int64(offset)
    self.length = Int64(length)
    self.count = Int(count)
  }
}
