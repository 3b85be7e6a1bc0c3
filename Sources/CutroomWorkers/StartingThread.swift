internal import CutroomModel
internal import CutroomSystem

/// The thread that starts workers.
///
/// The kernel kills a worker when the thread that started it ends, so that thread must live as long
/// as the pool: the threads that make requests come and go.
final class StartingThread: Sendable {
  private let orders = Mailbox<@Sendable () -> Void>()
  private let thread: Locked<WorkThread?>

  init() { thread = Locked(nil) }

  /// Starts a worker of `program`.
  func start(_ program: WorkerProgram) throws(WorkerFailure) -> WorkerProcess {
    try ensureThread()
    let reply = Mailbox<Result<WorkerProcess, WorkerFailure>>()
    orders.post {
      reply.post(Result { () throws(WorkerFailure) in try program.start() })
    }
    guard let result = reply.take() else { throw WorkerFailure(.closed, "the workers are closed") }
    return try result.get()
  }

  /// Ends the thread, and with it every worker that still runs.
  func close() {
    orders.close()
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }

  private func ensureThread() throws(WorkerFailure) {
    let orders = orders
    do throws(SystemError) {
      try thread.withLock { (thread) throws(SystemError) in
        guard thread == nil else { return }
        thread = try WorkThread { while let order = orders.take() { order() } }
      }
    } catch {
      throw WorkerFailure(.workerNotStarted, "no thread for the workers: \(error)")
    }
  }
}
