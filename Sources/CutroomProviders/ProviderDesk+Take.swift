package import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

extension ProviderDesk {
  /// The bytes of a candidate: downloaded or handed over, looked at whole, and kept in the cache.
  ///
  /// The candidate names the same bytes for good, so it is fetched once, from wherever they are then.
  package func take(_ candidate: Candidate, _ asking: Asking) throws -> BoughtFile {
    if asking.provider == Self.web, let url = candidate.url {
      return try take(url: url, kind: candidate.kind, rights: candidate.rights, asking)
    }
    let session = try session()
    let settings = try settings(of: asking.provider, session)
    let request = try MediaRequest(
      provider: settings.identity,
      asset: candidate.asset,
      rendition: candidate.rendition
    )
    guard candidate.url != nil else {
      return try handOver(candidate, request, session, settings, asking)
    }
    let download = try Download(
      candidate,
      of: settings.identity,
      allowPrivatePeers: settings.allowsPrivateHosts
    )
    return try fetch(download, session, asking)
  }

  /// What stands for a plain address in the place of a provider.
  package static let web = "web"

  private func take(
    url: String,
    kind: FoundKind,
    rights: Rights,
    _ asking: Asking
  ) throws -> BoughtFile {
    let download = Download(
      url: url,
      request: try PlainAddress.request(url),
      kind: kind,
      rights: rights
    )
    return try fetch(download, session(), asking)
  }

  private func fetch(
    _ download: Download,
    _ session: DeskSession,
    _ asking: Asking
  ) throws -> BoughtFile {
    let cache = try session.cache.open()
    let key = CacheKey(download.request)
    if session.isOffline, try !cache.contains(key) {
      throw ProviderFault(
        .offline,
        "\(download.name) is not in the cache, and --offline keeps the network shut"
      )
    }
    let downloader = Downloader(
      net: session.net,
      media: session.media,
      cache: cache,
      clock: session.clock
    )
    let file = try downloader.fetch(
      download,
      holding: true,
      cancellation: asking.cancellation,
      progress: asking.progress
    )
    switch file {
    case .cached(let hit), .downloaded(let hit):
      try cache.pin(key, for: session.purchases.project)
      return .cached(hit.files[0])
    case .unkept(let file):
      asking.log("\(download.name) is not kept in the cache: \(file.refusal)")
      let name = "taken-\(key.digest.short)"
      try file.copy(as: name, in: asking.folder)
      try file.remove()
      return .brought(asking.folder, name)
    }
  }

  /// Has a provider hand over what has no address.
  private func handOver(
    _ candidate: Candidate,
    _ request: MediaRequest,
    _ session: DeskSession,
    _ settings: ProviderSettings,
    _ asking: Asking
  ) throws -> BoughtFile {
    let job = FetchJob(
      asset: candidate.asset,
      rendition: candidate.rendition,
      kind: candidate.kind
    )
    let check = MediaCheck(media: session.media.stopped(by: asking.cancellation))
    let counter = PurchaseCounter(session, settings, asking)
    return try counter.buy(.fetch(job), CacheKey(request)) { answer, folder in
      guard case .file(let name) = answer.result else { throw Self.otherAnswer(asking) }
      do {
        let ending = try check.ending(
          of: folder.openFile(name),
          candidate.kind,
          name: candidate.asset
        )
        return CacheContent(.moving(folder, name), ending: ending, about: request.parts)
      } catch let unfit as MediaCheck.Unfit {
        throw ProviderFault(.badAnswer, "\(asking.provider) \(candidate.asset): \(unfit.reason)")
      }
    }.file()
  }
}
