import CXXHash

/// XXH3 with 64 bits (xxHash 0.8): finds bytes that are not those that were written.
///
/// As fast as memory is read; no protection against somebody who chooses the bytes.
package enum XXH3 {
  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    cxxhash_xxh3(bytes.baseAddress, bytes.count)
  }
}
