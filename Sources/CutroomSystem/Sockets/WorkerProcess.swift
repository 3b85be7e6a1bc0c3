import CLinux
import Glibc

/// A running worker program and the socket to it.
///
/// It finds the socket as descriptor 3, nothing on standard input and output, and a pipe of bounded
/// size as standard error: what it says while the pipe is full is lost, and it never waits.
package final class WorkerProcess: Sendable {
  private let child: ChildProcess
  private let socket: MessageSocket
  private let complaints: Descriptor

  /// Starts the program on the calling thread, which must live as long as the worker may.
  package init(
    program: String,
    arguments: [String],
    environment: [String]
  ) throws(SystemError) {
    let pair = try MessageSocketPair()
    let pipe = try Pipe()
    try check("fcntl") { clinux_set_nonblocking(pipe.reading.raw, 1) }
    try check("fcntl") { clinux_set_nonblocking(pipe.writing.raw, 1) }
    let nothing = Descriptor(
      owning: try check("open", path: "/dev/null") { clinux_open("/dev/null", O_RDWR, 0) }
    )
    child = try ChildProcess(
      program: program,
      arguments: [program] + arguments,
      environment: environment,
      mappings: [
        (nothing.raw, STDIN_FILENO), (nothing.raw, STDOUT_FILENO),
        (pipe.writing.raw, STDERR_FILENO), (pair.far.raw, WorkerLoop.socketDescriptor),
      ]
    )
    socket = try MessageSocket(owning: pair.near.duplicate())
    complaints = try pipe.reading.duplicate()
  }

  package var pid: CInt { child.pid }

  /// Sends a request and waits for the answer; nil where the worker has ended instead.
  ///
  /// Throws `ETIMEDOUT` when the deadline passes, `ECANCELED` when it is cancelled, `EMSGSIZE` for an
  /// answer above `limit` bytes; the worker is of no use after any of them.
  package func ask(
    _ request: [UInt8],
    descriptors: [CInt],
    limit: Int,
    deadline: SuspendingClock.Instant,
    cancellation: Cancellation? = nil
  ) throws(SystemError) -> [UInt8]? {
    _ = complaint()
    do throws(SystemError) {
      try socket.send(
        request,
        descriptors: descriptors,
        deadline: deadline,
        cancellation: cancellation
      )
    } catch {
      if error.code == .brokenPipe || error.code == .connectionReset { return nil }
      throw error
    }
    return try socket.receive(limit: limit, deadline: deadline, cancellation: cancellation)?.bytes
  }

  /// What the worker has written on standard error since the last look.
  package func complaint() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(complaints.raw, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Kills the worker, if it still runs, and takes its status; to be called once, at the end.
  package func kill() {
    child.signal(SIGKILL)
    _ = try? child.wait()
  }

  /// Closes the connection and lets the worker end by itself, within a second; to be called once,
  /// at the end.
  @discardableResult
  package func end() -> ChildProcess.ExitStatus? {
    _ = shutdown(socket.raw, CInt(SHUT_RDWR))
    let ended = try? Waiting.poll([(child.pidfd.raw, .readable)], milliseconds: 1000)
    if ended?.first?.isEmpty != false { child.signal(SIGKILL) }
    return try? child.wait()
  }
}
