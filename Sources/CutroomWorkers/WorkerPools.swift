import CutroomSystem

/// The workers of one program: a pool for each mode that it is started in.
final class WorkerPools: Sendable {
  private let name: String
  private let size: Int
  private let folder: String
  private let starter = StartingThread()
  private let pools = Locked<[[String]: WorkerPool]>([:])

  /// Starts nothing yet.
  ///
  /// `atOnce` bounds the workers of each mode. The program is looked for in `folder`, or beside the
  /// running one.
  init(of name: String, atOnce size: Int, folder: String?) {
    self.name = name
    self.size = size
    self.folder = folder ?? WorkerProgram.ownFolder
  }

  deinit { close() }

  /// Ends the workers; requests made later fail with `workers-closed`.
  func close() {
    let pools = pools.withLock { $0.values.map(\.self) }
    for pool in pools { pool.close() }
    starter.close()
  }

  /// The workers that are started with these arguments.
  func pool(
    _ arguments: [String],
    environment: [String] = [],
    largestAnswer: Int = MessageSocket.largestMessage
  ) -> WorkerPool {
    pools.withLock { [self] pools in
      if let pool = pools[arguments] { return pool }
      let program = WorkerProgram(
        name,
        arguments,
        in: folder,
        environment: environment,
        largestAnswer: largestAnswer
      )
      let pool = WorkerPool(program, size: size, starter: starter)
      pools[arguments] = pool
      return pool
    }
  }

  /// A single worker that whoever asked for it ends.
  func single(_ arguments: [String]) -> WorkerPool {
    WorkerPool(WorkerProgram(name, arguments, in: folder), size: 1, starter: starter)
  }
}
