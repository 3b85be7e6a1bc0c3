import CutroomModel

/// The modes that the media program is started in.
struct MediaPools: Sendable {
  private let pools: WorkerPools

  init(atOnce size: Int, folder: String?) {
    pools = WorkerPools(of: "cutroom-media", atOnce: size, folder: folder)
  }

  var probers: WorkerPool { pools.pool(["probe"], largestAnswer: ProbeRequest.largestAnswer) }

  var makers: WorkerPool { pools.pool(["make"]) }

  /// The workers that speak with a voice.
  func speakers(voice: String) -> WorkerPool { pools.pool(["speak", voice]) }

  /// A worker that lists the voices; whoever asked for it ends it.
  func lister() -> WorkerPool { pools.single(["voices"]) }

  func close() { pools.close() }
}
