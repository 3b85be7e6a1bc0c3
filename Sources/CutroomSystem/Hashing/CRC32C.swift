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
}
