import CutroomModel
package import CutroomStore
package import CutroomSystem
package import CutroomWorkers

/// Brings files of the web into the cache, each once, however many ask.
///
/// What breaks off, by a bad line or a kill, goes on where it was. A file is kept only after its bytes
/// were found whole and of the kind that was asked for: the server's word counts for nothing.
package struct Downloader: Sendable {
  private let net: NetWorkers
  private let media: MediaWorkers
  private let cache: Cache
  private let clock: SystemClock

  package init(
    net: NetWorkers,
    media: MediaWorkers,
    cache: Cache,
    clock: SystemClock = .real
  ) {
    self.net = net
    self.media = media
    self.cache = cache
    self.clock = clock
  }

  /// The file, from the cache or from the web.
  ///
  /// With `holding` the entry stays in the cache for as long as this process works with it. `progress`
  /// is called from another thread with fractions, 0…1. Throws `ProviderFault`; `SystemError` where
  /// the disk does not take the file, and `WorkerFailure` where there is no worker.
  package func fetch(
    _ download: Download,
    holding: Bool = false,
    cancellation: Cancellation,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Downloaded {
    let key = CacheKey(download.request)
    let parts = try cache.parts()
    var part: PartFile?
    let isCancelled = { cancellation.isCancelled }
    func make() throws -> CacheContent {
      let opened = try PartFile.open(
        key,
        of: download.url,
        in: parts,
        isCancelled: isCancelled
      )
      part = opened
      return try fill(opened, download, cancellation, progress)
    }
    do {
      let answer = try cache.find(
        key,
        holding: holding,
        isCancelled: isCancelled,
        orInsert: make
      )
      if part == nil { try PartFile.removeRest(of: key, in: parts) }
      return try finish(answer, part)
    } catch let error as SystemError where error.code == .cancelled {
      throw ProviderFault(.cancelled, "\(download.name): it was called off")
    } catch let failure as WorkerFailure where failure.code == .cancelled {
      throw ProviderFault(.cancelled, "\(download.name): it was called off")
    }
  }

  // MARK: -

  private func fill(
    _ part: PartFile,
    _ download: Download,
    _ cancellation: Cancellation,
    _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> CacheContent {
    let fetch = PartFetch(
      net: net.stopped(by: cancellation),
      download: download,
      part: part,
      clock: clock
    )
    let isAsLongAsSaid = try watch(part, progress, fetch.run)
    let check = MediaCheck(media: media.stopped(by: cancellation))
    do {
      let ending = try part.withFile {
        try check.ending(of: $0, download.kind, name: download.name)
      }
      progress(1)
      return CacheContent(
        .moving(part.folder, part.name),
        ending: ending,
        about: download.about
      )
    } catch let unfit as MediaCheck.Unfit {
      // Where nobody said how long it is, the line may have broken.
      let code: ProviderFault.Code = unfit.isCut && !isAsLongAsSaid ? .network : .badAnswer
      try part.remove()
      throw ProviderFault(code, "\(download.name) from \(download.host): \(unfit.reason)")
    }
  }

  /// Tells how much there is while `body` fills the part.
  private func watch<Result>(
    _ part: PartFile,
    _ progress: @escaping @Sendable (Double) -> Void,
    _ body: () throws -> Result
  ) throws -> Result {
    let watch = try ProgressWatch(part, tell: progress)
    defer { watch.stop() }
    do { return try body() } catch {
      if try part.length() == 0 { try part.remove() }
      throw error
    }
  }

  private func finish(_ answer: CacheAnswer, _ part: PartFile?) throws -> Downloaded {
    switch answer {
    case .hit(let hit): return .cached(hit)
    case .made(let hit):
      try part?.remove()
      return .downloaded(hit)
    case .refused(let refusal, let content):
      guard let part, let ending = content.files.first?.ending else { break }
      return .unkept(UnkeptFile(part, ending: ending, refusal: refusal))
    case .lost: break
    }
    try part?.remove()
    throw ProviderFault(.network, "the file was removed from the cache before it could be used")
  }
}
