import CCrypto

/// An SHA-256 computation (FIPS 180-4) by libcrypto.
///
/// The program ends where libcrypto cannot go on (there is no memory): a wrong digest is worse.
package struct SHA256: ~Copyable {
  private let context: OpaquePointer
  private static let length = 32
  // Looked up once: libcrypto would look through its providers for every computation.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  package init() {
    guard let context = EVP_MD_CTX_new() else { Self.giveUp() }
    self.context = context
    if EVP_DigestInit_ex(context, Self.algorithm, nil) != 1 { Self.giveUp() }
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes to what is hashed.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    if EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) != 1 { Self.giveUp() }
  }

  /// The 32 bytes of the digest; the computation ends.
  package consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.length) { buffer, count in
      if EVP_DigestFinal_ex(context, buffer.baseAddress, nil) != 1 { Self.giveUp() }
      count = Self.length
    }
  }

  private static func giveUp() -> Never { fatalError("libcrypto cannot compute an SHA-256") }

  /// The digest of `bytes`.
  package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let hasher = SHA256()
    let done: Void? = bytes.withContiguousStorageIfAvailable {
      hasher.update(UnsafeRawBufferPointer($0))
    }
    if done == nil { Array(bytes).withUnsafeBytes { hasher.update($0) } }
    return hasher.finish()
  }
}
