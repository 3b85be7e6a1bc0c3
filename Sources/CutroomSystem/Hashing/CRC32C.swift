import CLinux

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4): finds torn and garbled records.
package enum CRC32C {
  /// The checksum of `bytes`.
  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    clinux_crc32c(0, bytes.baseAddress, bytes.count)
  }
}
