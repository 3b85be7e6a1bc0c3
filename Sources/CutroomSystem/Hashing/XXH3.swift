import CXXHash

/// XXH3 with 64 bits (xxHash 0.8): finds bytes that are not those that were written, at the speed of
/// memory. No protection against somebody who chooses them.
package enum XXH3 {
  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    cxxhash_xxh3(bytes.baseAddress, bytes.count)
  }
}
