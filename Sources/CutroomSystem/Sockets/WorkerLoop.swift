import CLinux
import Glibc

/// The life of a worker process: it takes a request with its descriptors, answers, and begins again
/// until the peer closes the socket.
package struct WorkerLoop: Sendable {
  /// The descriptor that a worker finds its socket on.
  package static let socketDescriptor: CInt = 3

  /// The limit of open files under which a worker can receive so many descriptors with a request,
  /// and hold no other beside them.
  package static func openFiles(descriptors count: UInt64) -> UInt64 {
    UInt64(socketDescriptor) + 1 + count
  }

  /// Where a request is worked on.
  package enum Isolation: Sendable {
    /// In this process; what one request leaves in memory is there for the next.
    case shared
    /// In a fork of this process: every request finds the same state, and none can leave anything
    /// behind. Other threads of this process must be idle for good: they are not in the fork.
    case processPerRequest
  }

  package var isolation: Isolation
  /// The processor time that one request may use; the kernel ends the process beyond it.
  package var secondsPerRequest: UInt64
  /// The most bytes of a request or an answer.
  package var largestMessage: Int

  package init(
    isolation: Isolation,
    secondsPerRequest: UInt64,
    largestMessage: Int = MessageSocket.largestMessage
  ) {
    self.isolation = isolation
    self.secondsPerRequest = secondsPerRequest
    self.largestMessage = largestMessage
  }

  /// Answers requests until the peer goes away; returns the exit code of the program.
  ///
  /// The descriptors are only lent: they are closed once `handler` returns.
  package func run(_ handler: ([UInt8], [CInt]) -> [UInt8]) -> CInt {
    do throws(SystemError) {
      let socket = try MessageSocket(owning: Self.socketDescriptor)
      while let message = try socket.receive(limit: largestMessage) {
        try serve(message, on: socket, handler)
      }
      return 0
    } catch {
      complain(error)
      return 1
    }
  }

  private func serve(
    _ message: borrowing ReceivedMessage,
    on socket: borrowing MessageSocket,
    _ handler: ([UInt8], [CInt]) -> [UInt8]
  ) throws(SystemError) {
    switch isolation {
    case .shared:
      ProcessorTime.allow(seconds: secondsPerRequest)
      try socket.send(handler(message.bytes, message.descriptors.raw))
    case .processPerRequest:
      try serveInFork(message, on: socket, handler)
    }
  }

  private func serveInFork(
    _ message: borrowing ReceivedMessage,
    on socket: borrowing MessageSocket,
    _ handler: ([UInt8], [CInt]) -> [UInt8]
  ) throws(SystemError) {
    let child = try check("fork") { clinux_fork(SIGKILL) }
    if child == 0 {
      Sandbox.denyProcesses()
      ProcessorTime.allow(seconds: secondsPerRequest)
      do throws(SystemError) {
        try socket.send(handler(message.bytes, message.descriptors.raw))
      } catch {
        complain(error)
        _exit(1)
      }
      _exit(0)
    }
    var status: CInt = 0
    try check("waitpid") { waitpid(child, &status, 0) }
    // The peer sees a crash of the fork as the crash of this process.
    if status != 0 { _exit(Self.exitCode(ofStatus: status)) }
  }

  private func complain(_ error: SystemError) {
    let words = Array("worker: \(error)\n".utf8)
    _ = write(STDERR_FILENO, words, words.count)
  }

  private static func exitCode(ofStatus status: CInt) -> CInt {
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
