import CutroomModel
import CutroomSystem

/// The pools of media workers, one for each kind, and one for each voice.
final class MediaPools: Sendable {
  let probers: WorkerPool
  let makers: WorkerPool
  private let folder: String
  private let size: Int
  private let starter = StartingThread()
  private let speakers = Locked<[String: WorkerPool]>([:])
  private static let program = "cutroom-media"

  /// Starts nothing yet.
  init(atOnce size: Int, folder: String) {
    self.folder = folder
    self.size = size
    let prober = WorkerProgram(
      Self.program,
      ["probe"],
      in: folder,
      largestAnswer: ProbeRequest.largestAnswer
    )
    probers = WorkerPool(prober, size: size, starter: starter)
    let maker = WorkerProgram(Self.program, ["make"], in: folder)
    makers = WorkerPool(maker, size: size, starter: starter)
  }

  deinit { close() }

  /// Ends the workers; requests made later fail with `workers-closed`.
  func close() {
    probers.close()
    makers.close()
    let pools = speakers.withLock { $0.values.map(\.self) }
    for pool in pools { pool.close() }
    starter.close()
  }

  /// The workers that speak with a voice.
  func speakers(voice: String) -> WorkerPool {
    speakers.withLock { [self] speakers in
      if let pool = speakers[voice] { return pool }
      let program = WorkerProgram(Self.program, ["speak", voice], in: folder)
      let pool = WorkerPool(program, size: size, starter: starter)
      speakers[voice] = pool
      return pool
    }
  }

  /// A worker that lists the voices; whoever asked for it ends it.
  func lister() -> WorkerPool {
    WorkerPool(WorkerProgram(Self.program, ["voices"], in: folder), size: 1, starter: starter)
  }
}
