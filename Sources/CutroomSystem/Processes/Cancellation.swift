/// A signal to stop that any number of threads can wait on beside their own descriptors.
package final class Cancellation: Sendable {
  private final class Writer: Sendable {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
  }

  private let reading: Descriptor
  private let writer: Locked<Writer?>

  package init() throws(SystemError) {
    let pipe = try Pipe()
    reading = try pipe.reading.duplicate()
    writer = Locked(Writer(try pipe.writing.duplicate()))
  }

  /// Hangs up once cancelled: to be polled for `readable` or `closed`.
  package var descriptor: CInt { reading.raw }

  package var isCancelled: Bool { writer.withLock { $0 == nil } }

  /// Wakes everybody who waits; may be called again.
  package func cancel() { writer.withLock { $0 = nil } }
}
