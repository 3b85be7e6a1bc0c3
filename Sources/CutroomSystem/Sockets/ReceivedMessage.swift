import Glibc

/// A message that arrived, and the descriptors that came with it.
package struct ReceivedMessage: ~Copyable {
  package let bytes: [UInt8]
  package let descriptors: ReceivedDescriptors
}

/// Descriptors that arrived with a message; closed when the owner lets go.
package struct ReceivedDescriptors: ~Copyable, Sendable {
  /// To be used only while the owner lives.
  package let raw: [CInt]

  init(owning raw: [CInt]) { self.raw = raw }

  deinit { for descriptor in raw { _ = Glibc.close(descriptor) } }

  consuming func close() {}
}
