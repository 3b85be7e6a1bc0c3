import Glibc

extension String {
  /// Whether a byte is among its own: memchr(3).
  func has(_ byte: UInt8) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, CInt(byte), bytes.count) != nil } ?? false
    }
    return found ?? utf8.contains(byte)
  }
}

/// Orders names by their bytes, which is the order of every listing.
package func byteOrder(_ left: String, _ right: String) -> Bool {
  let order = left.utf8.withContiguousStorageIfAvailable { left in
    right.utf8.withContiguousStorageIfAvailable { right in
      guard let first = left.baseAddress, let second = right.baseAddress else {
        return left.count < right.count
      }
      let difference = memcmp(first, second, min(left.count, right.count))
      return difference < 0 || (difference == 0 && left.count < right.count)
    }
  }
  return order.flatMap(\.self) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
}
