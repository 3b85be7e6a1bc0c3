import CZlib

/// CRC-32 as zip has it (polynomial 0xEDB88320), by zlib.
package struct CRC32: Sendable {
  package private(set) var value: UInt32 = 0

  package init() {}

  /// Adds bytes to what is summed up.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let count = min(rest.count, 1 << 30)
      let start = rest.baseAddress?.assumingMemoryBound(to: UInt8.self)
      value = UInt32(truncatingIfNeeded: crc32(uLong(value), start, uInt(count)))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
