import CutroomModel
import CutroomSystem

/// The thread that starts workers.
///
/// The kernel kills a worker when the thread that started it ends, so that thread must live as long
/// as the pool: the threads that make requests come and go.
final class StartingThread: Sendable {
  private let orders = Mailbox<@Sendable () -> Void>()
  private let state = Locked(State())

  private struct State {
    var thread: WorkThread?
    var isClosed = false
  }

  /// Starts a worker of `program`.
  func start(_ program: WorkerProgram) throws(WorkerFailure) -> WorkerProcess {
    GuardNotice.workerStarts()
    let reply = Mailbox<Result<WorkerProcess, WorkerFailure>>()
    try post { reply.post(Result { () throws(WorkerFailure) in try program.start() }) }
    guard let result = reply.take() else { throw .closed }
    return try result.get()
  }

  /// Ends the thread, and with it every worker that still runs.
  func close() {
    let thread = state.withLock { state in
      state.isClosed = true
      defer { state.thread = nil }
      return state.thread
    }
    orders.close()
    thread?.join()
  }

  private func post(_ order: @escaping @Sendable () -> Void) throws(WorkerFailure) {
    try state.withLock { (state) throws(WorkerFailure) in
      if state.isClosed { throw .closed }
      if state.thread == nil { state.thread = try startThread() }
      orders.post(order)
    }
  }

  private func startThread() throws(WorkerFailure) -> WorkThread {
    let orders = orders
    do throws(SystemError) {
      return try WorkThread { while let order = orders.take() { order() } }
    } catch {
      throw WorkerFailure(.workerNotStarted, "no thread for the workers: \(error)")
    }
  }
}

extension WorkerFailure {
  static let closed = WorkerFailure(.closed, "the workers are closed")
  static let cancelled = WorkerFailure(.cancelled, "the request was called off")
}
