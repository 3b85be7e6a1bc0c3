import CutroomModel
import CutroomSystem

/// What was kept last and is small, a second time: one entry after another in a file that is begun anew
/// where it is full, so that a hit among them opens no file.
///
/// Nothing here has to last, and nothing is believed: bytes that were written over, or never written,
/// have another checksum, and the entry's own files are read then.
final class CacheRecent: Sendable {
  static let name = "recent"
  /// Bytes of the largest entry that is kept here.
  static let longest: Int64 = 8 << 10

  /// Where an entry stands.
  struct Place: Equatable, Sendable {
    /// Bytes that had been written before, ever.
    var start: UInt64
    var sum: UInt64
  }

  private let file: Descriptor
  private let length: UInt64

  /// Opens the file, made where missing, and cut where it was allowed to be larger; nil where it has no
  /// room for an entry.
  init?(_ state: Folder, length: Int64) throws(SystemError) {
    if length < Self.longest {
      try state.remove(Self.name)
      return nil
    }
    file = try state.openForWriting(Self.name, mode: 0o600)
    self.length = UInt64(length)
    if try FileFacts(descriptor: file.raw).size > length { try file.truncate(to: length) }
  }

  /// Writes the files of an entry, `data` and then `metadata`, where `written` bytes were ever written;
  /// nil where the disk does not take them.
  ///
  /// To be called by whoever holds the lock of the cache.
  func write(_ data: [UInt8], metadata: [UInt8], after written: UInt64) -> Place? {
    let bytes = data + metadata
    let left = length - written % length
    let start = left < bytes.count ? written + left : written
    return bytes.withUnsafeBytes { bytes in
      guard (try? file.write(bytes, at: Int64(start % length))) == true else { return nil }
      return Place(start: start, sum: Self.sum(bytes))
    }
  }

  /// The data and the metadata of an entry; nil where they are no longer there.
  func read(_ slot: CacheSlot) -> (data: [UInt8], metadata: [UInt8])? {
    guard let place = slot.recent, slot.size <= Self.longest, slot.dataSize <= slot.size,
      var bytes = try? file.read(at: Int64(place.start % length), length: Int(slot.size)),
      bytes.count == slot.size, bytes.withUnsafeBytes(Self.sum) == place.sum
    else { return nil }
    let metadata = Array(bytes[Int(slot.dataSize)...])
    bytes.removeLast(metadata.count)
    return (bytes, metadata)
  }

  /// Forgets everything.
  func empty() throws(SystemError) { try file.truncate(to: 0) }

  private static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(CRC32C.ofQuarters(bytes))
  }
}
