import CLinux
import Glibc

/// Signals that arrive as values on a thread of their own instead of interrupting one.
package final class SignalWatch: Sendable {
  private let descriptor: Descriptor
  private let end: Cancellation

  /// Blocks `signals` in this thread and those it starts later, and calls `received` for each one
  /// that arrives; to be made before any other thread is started.
  package init(_ signals: [CInt], received: @escaping @Sendable (CInt) -> Void) throws(SystemError)
  {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let raw = try check("signalfd") { clinux_signalfd(&set) }
    descriptor = Descriptor(owning: raw)
    end = try Cancellation()
    let end = end
    let watched = try descriptor.duplicate().release()
    _ = try WorkThread {
      let descriptor = Descriptor(owning: watched)
      while let signal = Self.next(descriptor.raw, until: end) { received(signal) }
    }
  }

  deinit { end.cancel() }

  private static func next(_ descriptor: CInt, until end: Cancellation) -> CInt? {
    while true {
      let wanted: [(CInt, Waiting.Events)] = [(descriptor, .readable), (end.descriptor, .readable)]
      guard let events = try? Waiting.poll(wanted, milliseconds: -1), events[1].isEmpty else {
        return nil
      }
      // struct signalfd_siginfo is 128 bytes and begins with the signal's number.
      var info = [UInt32](repeating: 0, count: 32)
      if Glibc.read(descriptor, &info, 128) == 128 { return CInt(info[0]) }
    }
  }
}
