import CLinux
import Glibc

/// One end of a connected pair of local sockets that carries whole messages with descriptors.
///
/// A message longer than the kernel takes in one packet travels as several: the first byte of each
/// packet says whether more follow, and the descriptors ride on the first.
package struct MessageSocket: ~Copyable, Sendable {
  /// The most bytes that one message may have: 32 MiB.
  package static let largestMessage = 32 << 20
  /// The most descriptors that one message may carry.
  package static let mostDescriptors = 8

  private let descriptor: Descriptor

  /// Takes over an end that was inherited.
  package init(owning raw: CInt) throws(SystemError) {
    descriptor = Descriptor(owning: raw)
    try check("fcntl") { clinux_set_nonblocking(raw, 1) }
  }

  fileprivate init(nonblocking raw: CInt) { descriptor = Descriptor(owning: raw) }

  package var raw: CInt { descriptor.raw }

  func duplicate() throws(SystemError) -> CInt { try descriptor.duplicate().release() }

  /// Sends one message: sendmsg(2).
  ///
  /// Throws `ETIMEDOUT` where the deadline passes first, `ECANCELED` where it was cancelled, `EPIPE`
  /// or `ECONNRESET` where the peer is gone, and `EMSGSIZE` for a message that is too long. A message
  /// half sent leaves the socket unusable.
  package func send(
    _ message: [UInt8],
    descriptors: [CInt] = [],
    deadline: SuspendingClock.Instant? = nil,
    cancellation: Cancellation? = nil
  ) throws(SystemError) {
    let limits = Limits(deadline: deadline, cancellation: cancellation)
    guard message.count <= Self.largestMessage, descriptors.count <= Self.mostDescriptors else {
      throw SystemError(call: "sendmsg", code: EMSGSIZE)
    }
    var start = 0
    repeat {
      let end = min(start + largestPayload, message.count)
      let more: UInt8 = end < message.count ? 1 : 0
      let packet = [more] + message[start..<end]
      try sendPacket(packet, descriptors: start == 0 ? descriptors : [], limits)
      start = end
    } while start < message.count
  }

  /// Waits for one whole message; nil once the peer has closed its end.
  ///
  /// Throws `ETIMEDOUT` where the deadline passes first, `ECANCELED` where it was cancelled,
  /// `EMSGSIZE` for a message of more than `limit` bytes and `EBADMSG` for one that goes on without
  /// bytes; after any of them the socket is unusable.
  package func receive(
    limit: Int = MessageSocket.largestMessage,
    deadline: SuspendingClock.Instant? = nil,
    cancellation: Cancellation? = nil
  ) throws(SystemError) -> ReceivedMessage? {
    let limits = Limits(deadline: deadline, cancellation: cancellation)
    guard let first = try receivePacket(limits) else { return nil }
    var bytes = Array(first.bytes)
    var more = first.more
    let message = ReceivedDescriptors(owning: first.descriptors)
    while more {
      guard let next = try receivePacket(limits) else {
        throw SystemError(call: "recvmsg", code: ECONNRESET)
      }
      ReceivedDescriptors(owning: next.descriptors).close()
      // Else a peer could go on for ever without ever reaching the limit.
      guard !next.bytes.isEmpty else { throw SystemError(call: "recvmsg", code: EBADMSG) }
      bytes += next.bytes
      more = next.more
      if bytes.count > limit { break }
    }
    guard bytes.count <= limit else { throw SystemError(call: "recvmsg", code: EMSGSIZE) }
    return ReceivedMessage(bytes: bytes, descriptors: message)
  }

  // MARK: - Packets

  /// What ends the waiting for the peer.
  private struct Limits {
    let deadline: SuspendingClock.Instant?
    let cancellation: Cancellation?
  }

  private func sendPacket(
    _ packet: [UInt8],
    descriptors: [CInt],
    _ limits: Limits
  ) throws(SystemError) {
    while true {
      let sent = packet.withUnsafeBytes { bytes in
        descriptors.withUnsafeBufferPointer {
          clinux_send(raw, bytes.baseAddress, bytes.count, $0.baseAddress, CInt($0.count))
        }
      }
      if sent != -1 { return }
      switch errno {
      case EINTR: continue
      case EAGAIN: try wait(for: .writable, limits)
      default: throw SystemError.last("sendmsg")
      }
    }
  }

  private func receivePacket(
    _ limits: Limits
  ) throws(SystemError) -> (more: Bool, bytes: ArraySlice<UInt8>, descriptors: [CInt])? {
    var descriptors = [CInt](repeating: -1, count: Self.mostDescriptors)
    while true {
      // A buffer for the largest packet would cost more than most requests.
      var length = clinux_next_length(raw)
      if length > 0 {
        var count = CInt(descriptors.count)
        let capacity = min(length, largestPayload + 1)
        let buffer = [UInt8](unsafeUninitializedCapacity: capacity) { bytes, filled in
          descriptors.withUnsafeMutableBufferPointer {
            length = clinux_receive(raw, bytes.baseAddress, capacity, $0.baseAddress, &count)
          }
          filled = max(0, length)
        }
        if length > 0 {
          return (buffer[0] != 0, buffer.dropFirst(), Array(descriptors.prefix(Int(count))))
        }
      }
      if length == 0 { return nil }
      switch errno {
      case EINTR: continue
      case ECONNRESET: return nil
      case EAGAIN: try wait(for: .readable, limits)
      default: throw SystemError.last("recvmsg")
      }
    }
  }

  private func wait(for events: Waiting.Events, _ limits: Limits) throws(SystemError) {
    var milliseconds: Int64 = -1
    if let deadline = limits.deadline {
      let left = deadline - SuspendingClock.Instant.now
      if left <= .zero { throw SystemError(call: "poll", code: ETIMEDOUT) }
      milliseconds = Int64(left / .milliseconds(1)) + 1
    }
    let seen = try Waiting.poll(
      [(raw, events), (limits.cancellation?.descriptor ?? -1, .readable)],
      milliseconds: milliseconds
    )
    if !seen[1].isEmpty { throw SystemError(call: "poll", code: ECANCELED) }
  }
}

/// The two ends of a new pair.
package struct MessageSocketPair: ~Copyable {
  package let near: MessageSocket
  package let far: MessageSocket

  /// socketpair(2) of SOCK_SEQPACKET, close-on-exec.
  package init() throws(SystemError) {
    var ends: [CInt] = [-1, -1]
    let kind = [SOCK_SEQPACKET, SOCK_CLOEXEC, SOCK_NONBLOCK].reduce(0) { $0 | CInt($1.rawValue) }
    try check("socketpair") { socketpair(AF_UNIX, kind, 0, &ends) }
    near = MessageSocket(nonblocking: ends[0])
    far = MessageSocket(nonblocking: ends[1])
  }
}

/// What one packet holds besides its first byte: below the default `net.core.wmem_max` of 208 kiB.
private let largestPayload = 128 << 10
