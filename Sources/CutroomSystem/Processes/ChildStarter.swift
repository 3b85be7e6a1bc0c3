/// A thread that starts children and lives as long as they may.
///
/// The kernel kills a child when the thread that started it ends, and the threads that do work come
/// and go.
package final class ChildStarter: Sendable {
  private let orders = Mailbox<@Sendable () -> Void>()
  /// Nil once somebody waits for its end.
  private let thread: Locked<WorkThread?>

  package init() throws(SystemError) {
    let orders = orders
    thread = Locked(try WorkThread { while let order = orders.take() { order() } })
  }

  deinit { orders.close() }

  /// Does `start` on the thread, and waits for it; `ESRCH` once this is closed.
  func start(
    _ start: @escaping @Sendable () throws(SystemError) -> ChildProcess
  ) throws(SystemError) -> ChildProcess {
    let reply = Mailbox<Result<ChildProcess, SystemError>>()
    orders.post {
      reply.post(Result { () throws(SystemError) in try start() })
      reply.close()
    }
    guard let result = reply.take() else { throw SystemError(call: "exec", code: 3) }
    return try result.get()
  }

  /// Ends the thread, and with it every child that still runs; may be called again.
  package func close() {
    orders.close()
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    thread?.join()
  }
}
