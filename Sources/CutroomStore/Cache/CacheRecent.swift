import CutroomModel
import CutroomSystem

/// What was kept last and is small, a second time: one entry after another in a file that is begun anew
/// where it is full, so that a hit among them opens no file.
///
/// Nothing here has to last, and nothing is believed: bytes that were written over, or never written,
/// have another checksum, and the entry's own files are read then.
final class CacheRecent: Sendable {
  static let name = "recent"
  /// Below this many bytes it would be of no use.
  private static let leastLength: Int64 = 4096

  /// Where an entry stands.
  struct Place: Equatable, Sendable {
    /// Bytes that had been written before, ever.
    var start: UInt64
    /// Checksums.
    var data: UInt64
    var metadata: UInt64
  }

  /// Bytes of the largest entry that is kept here.
  let longest: Int64
  private let file: Descriptor
  private let view: FileView
  private let length: UInt64

  /// Opens the file, made where missing, and cut where it was allowed to be larger; nil where there is no
  /// room for it, or no memory to map it.
  init?(_ state: Folder, length: Int64) throws(SystemError) {
    if length < Self.leastLength {
      try state.remove(Self.name)
      return nil
    }
    file = try state.openForWriting(Self.name, mode: 0o600)
    if try FileFacts(descriptor: file.raw).size > length { try file.truncate(to: length) }
    guard let view = try? FileView(file, length: Int(length)) else { return nil }
    self.view = view
    self.length = UInt64(length)
    longest = min(64 << 10, length / 4)
  }

  /// Writes the files of an entry, `data` and then `metadata`, where `written` bytes were ever written;
  /// nil where the disk does not take them.
  ///
  /// To be called by whoever holds the lock of the cache.
  func write(_ data: [UInt8], metadata: [UInt8], after written: UInt64) -> Place? {
    let left = length - written % length
    let start = left < data.count + metadata.count ? written + left : written
    guard (try? file.write(data, metadata, at: Int64(start % length))) == true else { return nil }
    return Place(start: start, data: Self.sum(data), metadata: Self.sum(metadata))
  }

  /// The data of an entry; nil where they are no longer there.
  func data(_ slot: CacheSlot) -> [UInt8]? {
    guard let place = place(slot) else { return nil }
    return read(at: place.start % length, length: slot.dataSize, sum: place.data)
  }

  /// The metadata of an entry; nil where they are no longer there.
  func metadata(_ slot: CacheSlot) -> [UInt8]? {
    guard let place = place(slot) else { return nil }
    let start = place.start % length + UInt64(slot.dataSize)
    return read(at: start, length: slot.size - slot.dataSize, sum: place.metadata)
  }

  /// Forgets everything.
  func empty() throws(SystemError) { try file.truncate(to: 0) }

  private func place(_ slot: CacheSlot) -> Place? {
    slot.size <= longest && slot.dataSize <= slot.size ? slot.recent : nil
  }

  private func read(at start: UInt64, length: Int64, sum: UInt64) -> [UInt8]? {
    guard let bytes = view.bytes(at: Int(start), length: Int(length)), Self.sum(bytes) == sum else {
      return nil
    }
    return bytes
  }

  private static func sum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { XXH3.checksum($0) }
  }
}
