import CutroomModel
import CutroomSystem

/// Appends fixed-width little-endian values.
struct ByteEncoder {
  private(set) var bytes: [UInt8] = []
  private var table: [String: UInt32] = [:]
  private(set) var strings: [String] = []

  init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Takes out what was encoded so far; the table of shared strings stays.
  mutating func drain() -> [UInt8] {
    let drained = bytes
    bytes.removeAll(keepingCapacity: false)
    return drained
  }

  mutating func append(_ digest: Digest) { bytes.append(contentsOf: digest.bytes) }

  mutating func append(raw: [UInt8]) {
    append(UInt32(raw.count))
    bytes.append(contentsOf: raw)
  }

  /// A string that occurs once, or a few times.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 {
      append(UInt32($0.count))
      bytes.append(contentsOf: $0)
    }
  }

  /// A string that occurs often: its place in the table is written.
  mutating func append(shared text: String) {
    if let known = table[text] { return append(known) }
    let place = UInt32(strings.count)
    table[text] = place
    strings.append(text)
    append(place)
  }
}

/// Reads what `ByteEncoder` wrote; every read is bounded and gives nil past the end.
struct ByteDecoder {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int
  var strings: [String] = []

  init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// Whether the last four bytes are the CRC-32C of all before them.
  var hasTrueChecksum: Bool {
    guard bytes.count >= 4 else { return false }
    let end = bytes.count - 4
    let checksum = bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self)
    let content = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    return CRC32C.checksum(content) == UInt32(littleEndian: checksum)
  }

  mutating func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value? {
    let size = MemoryLayout<Value>.size
    guard bytes.count - position >= size else { return nil }
    defer { position += size }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Value.self))
  }

  mutating func digest() -> Digest? {
    guard bytes.count - position >= 32 else { return nil }
    defer { position += 32 }
    return Digest(loading: bytes, at: position)
  }

  mutating func raw() -> ArraySlice<UInt8>? {
    guard let count: UInt32 = integer(), bytes.count - position >= Int(count) else { return nil }
    defer { position += Int(count) }
    return Array(bytes[position..<(position + Int(count))])[...]
  }

  /// As `raw`, lent instead of copied.
  mutating func rawBytes() -> UnsafeRawBufferPointer? {
    guard let count: UInt32 = integer(), bytes.count - position >= Int(count) else { return nil }
    defer { position += Int(count) }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + Int(count))])
  }

  mutating func text() -> String? {
    guard let count: UInt32 = integer(), bytes.count - position >= Int(count) else { return nil }
    defer { position += Int(count) }
    return String(
      decoding: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + Int(count))]),
      as: UTF8.self
    )
  }

  mutating func sharedText() -> String? {
    guard let place: UInt32 = integer(), Int(place) < strings.count else { return nil }
    return strings[Int(place)]
  }

  /// A count of things of at least `size` bytes each, refused where they cannot all be there.
  mutating func count(ofSize size: Int) -> Int? {
    guard let count: UInt32 = integer(), Int(count) * size <= bytes.count - position else {
      return nil
    }
    return Int(count)
  }
}
