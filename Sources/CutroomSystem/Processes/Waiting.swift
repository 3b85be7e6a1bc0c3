import Glibc

/// Waits until a descriptor can be read or written.
package enum Waiting {
  /// What poll(2) reported of one descriptor.
  package struct Events: OptionSet, Sendable {
    package let rawValue: Int16
    package init(rawValue: Int16) { self.rawValue = rawValue }
    package static let readable = Events(rawValue: Int16(POLLIN))
    package static let writable = Events(rawValue: Int16(POLLOUT))
    package static let closed = Events(rawValue: Int16(POLLHUP))
    package static let failed = Events(rawValue: Int16(POLLERR))
  }

  /// Waits for any of the descriptors.
  ///
  /// A negative descriptor is passed over; negative `milliseconds` wait without end. Answers in
  /// order; all empty when the time is over.
  package static func poll(
    _ descriptors: [(CInt, Events)],
    milliseconds: Int64
  ) throws(SystemError) -> [Events] {
    var polls = descriptors.map { pollfd(fd: $0.0, events: $0.1.rawValue, revents: 0) }
    let limit = CInt(clamping: milliseconds)
    let count = Glibc.poll(&polls, nfds_t(polls.count), limit)
    if count == -1 {
      // An interruption is an answer of its own: the caller looks at its clock again.
      if errno == EINTR { return descriptors.map { _ in [] } }
      throw SystemError.last("poll")
    }
    return polls.map { Events(rawValue: $0.revents) }
  }
}
