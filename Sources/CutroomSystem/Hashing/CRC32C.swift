import CLinux

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4): finds torn and garbled records.
package enum CRC32C {
  /// The checksum of `bytes`, or of those of an earlier checksum followed by `bytes`.
  package static func checksum(
    _ bytes: UnsafeRawBufferPointer,
    after earlier: UInt32 = 0
  ) -> UInt32 {
    clinux_crc32c(earlier, bytes.baseAddress, bytes.count)
  }

  /// The checksum of `bytes` as eight lower-case hexadecimal digits.
  package static func digits(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    let checksum = bytes.withUnsafeBytes { self.checksum($0) }
    let digits = Array("0123456789abcdef".utf8)
    return (0..<8).map { digits[Int(checksum >> UInt32(28 - $0 * 4) & 0xF)] }
  }
}
