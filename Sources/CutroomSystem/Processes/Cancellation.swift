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

  /// Waits for it, at most `milliseconds`; whether it has come.
  package func wait(withinMilliseconds milliseconds: Int64) -> Bool {
    let end = SuspendingClock.now + .milliseconds(milliseconds)
    while !isCancelled {
      let left = end - .now
      guard left > .zero else { return false }
      let pause = Int64(left / .milliseconds(1)) + 1
      guard (try? Waiting.poll([(descriptor, .readable)], milliseconds: pause)) != nil else {
        return isCancelled
      }
    }
    return true
  }
}
