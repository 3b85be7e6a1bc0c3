import CutroomModel
import CutroomSystem
import Glibc

/// Workers of one program and mode.
///
/// They are started by need, kept for the next request, and replaced when they fail. Calls block,
/// and may come from several threads.
final class WorkerPool: Sendable {
  let program: WorkerProgram
  /// The most workers at once; further calls wait for one of them.
  let size: Int
  private static let cancellationPause: Int64 = 100
  private let starter: StartingThread
  private let permits = Mailbox<Void>()
  private let state = Locked(State())

  private struct State {
    var idle: [WorkerProcess] = []
    var isClosed = false
    var waiting = 0
  }

  init(_ program: WorkerProgram, size: Int, starter: StartingThread) {
    self.program = program
    self.size = max(1, size)
    self.starter = starter
    for _ in 0..<self.size { permits.post(()) }
  }

  /// Asks a worker and waits for its answer, at most `deadline`.
  ///
  /// A worker that crashes, hangs or answers nonsense is killed; the failure then names `file`. A
  /// repeatable request is given to one more worker after a crash. Once `cancellation` is cancelled
  /// the worker is killed at once, and the failure is `cancelled`. `willAsk` is called before a worker
  /// gets the request.
  func call<Request: WorkerRequest>(
    _ request: Request,
    descriptors: [CInt],
    file: String?,
    deadline: Duration,
    cancellation: Cancellation? = nil,
    willAsk: @escaping () -> Void = {}
  ) throws(WorkerFailure) -> Request.Answer {
    let limits = Limits(deadline: deadline, cancellation: cancellation, willAsk: willAsk)
    do throws(WorkerFailure) {
      do throws(WorkerFailure) {
        return try ask(request, descriptors: descriptors, limits)
      } catch {
        guard error.code == .workerCrashed, Request.isRepeatable else { throw error }
        return try ask(request, descriptors: descriptors, limits)
      }
    } catch {
      var failure = error
      failure.file = file
      throw failure
    }
  }

  /// How many calls wait for a worker now.
  var waitingCalls: Int { state.withLock { $0.waiting } }

  /// Ends the idle workers; a busy one ends when its request is done.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      defer { state.idle = [] }
      return state.idle
    }
    for worker in idle { worker.end() }
  }

  // MARK: - One request

  /// What ends the waiting for an answer.
  private struct Limits {
    let deadline: Duration
    let cancellation: Cancellation?
    let willAsk: () -> Void
  }

  private func ask<Request: WorkerRequest>(
    _ request: Request,
    descriptors: [CInt],
    _ limits: Limits
  ) throws(WorkerFailure) -> Request.Answer {
    let message = try encode(request)
    try takePermit(limits.cancellation)
    defer { permits.post(()) }
    let worker = try readyWorker()
    let bytes: [UInt8]?
    limits.willAsk()
    do throws(SystemError) {
      bytes = try worker.ask(
        message,
        descriptors: descriptors,
        limit: program.largestAnswer,
        deadline: .now + limits.deadline,
        cancellation: limits.cancellation
      )
    } catch {
      worker.kill()
      throw failure(of: error, after: limits.deadline)
    }
    guard let bytes else { throw crash(of: worker) }
    return try read(Request.self, bytes, of: worker)
  }

  /// Waits for a turn; a permit tells of itself at once, a cancellation is looked for.
  private func takePermit(_ cancellation: Cancellation?) throws(WorkerFailure) {
    if cancellation?.isCancelled == true { throw .cancelled }
    if permits.takeIfPresent() != nil { return }
    state.withLock { $0.waiting += 1 }
    defer { state.withLock { $0.waiting -= 1 } }
    guard let cancellation else {
      guard permits.take() != nil else { throw .closed }
      return
    }
    while !cancellation.isCancelled {
      if permits.take(withinMilliseconds: Self.cancellationPause) != nil { return }
    }
    throw .cancelled
  }

  private func read<Request: WorkerRequest>(
    _ type: Request.Type,
    _ bytes: [UInt8],
    of worker: WorkerProcess
  ) throws(WorkerFailure) -> Request.Answer {
    do throws(WorkerFailure) {
      let answer = try Request.read(bytes)
      keep(worker)
      return answer
    } catch {
      // Who answers nonsense once is not asked again.
      if error.code == .unreadableAnswer { worker.kill() } else { keep(worker) }
      throw error
    }
  }

  private func readyWorker() throws(WorkerFailure) -> WorkerProcess {
    let (idle, isClosed) = state.withLock { ($0.idle.popLast(), $0.isClosed) }
    if let idle { return idle }
    if isClosed { throw .closed }
    return try starter.start(program)
  }

  private func keep(_ worker: WorkerProcess) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.idle.append(worker) }
      return state.isClosed
    }
    if isClosed { worker.end() }
  }

  // MARK: - Failures

  private func encode(_ request: some WorkerRequest) throws(WorkerFailure) -> [UInt8] {
    do {
      return try WorkerMessage.encode(request)
    } catch {
      throw WorkerFailure(.badRequest, "the request cannot be written: \(error)")
    }
  }

  private func failure(of error: SystemError, after deadline: Duration) -> WorkerFailure {
    switch error.code {
    case .cancelled: .cancelled
    case .timedOut: WorkerFailure(.timeout, "\(program.name) gave no answer within \(deadline)")
    case .messageTooLong:
      WorkerFailure(.unreadableAnswer, "\(program.name) answered more than it may")
    default: WorkerFailure(.system, "speaking to \(program.name) failed: \(error)")
    }
  }

  private func crash(of worker: WorkerProcess) -> WorkerFailure {
    let ending = worker.end() ?? .exited(0)
    let lastWords = worker.complaint().split(separator: "\n").last.map { ": \($0)" } ?? ""
    if ending.isProcessorLimit {
      return WorkerFailure(.timeout, "\(program.name) used more processor time than it may")
    }
    if ending.isForbiddenCall {
      return WorkerFailure(
        .forbiddenCall,
        "\(program.name) tried what its sandbox forbids, and was ended: the file may be an attack"
      )
    }
    return WorkerFailure(.workerCrashed, "\(program.name) \(ending.words)\(lastWords)")
  }
}

extension ChildProcess.ExitStatus {
  /// A worker that works in a fork passes the fork's signal on as 128 and more.
  private var signal: CInt? {
    switch self {
    case .signalled(let signal): signal
    case .exited(let code) where code > 128: code - 128
    case .exited: nil
    }
  }

  fileprivate var isProcessorLimit: Bool { signal == SIGXCPU }

  fileprivate var isForbiddenCall: Bool { signal == SIGSYS }

  fileprivate var words: String {
    if let signal, let name = strsignal(signal) {
      return "crashed (\(String(cString: name)))"
    }
    if case .exited(let code) = self { return "ended with code \(code)" }
    return "crashed"
  }
}
