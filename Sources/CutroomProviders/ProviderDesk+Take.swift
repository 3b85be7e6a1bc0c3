package import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

extension ProviderDesk {
  /// The bytes of a candidate: downloaded or handed over, looked at whole, and kept in the cache.
  ///
  /// The candidate names the same bytes for good, so it is fetched once, from wherever they are then.
  /// `allowPrivatePeers` is for plain addresses; what providers find goes by their settings.
  package func take(
    _ candidate: Candidate,
    _ asking: Asking,
    allowPrivatePeers: Bool = false
  ) throws -> BoughtFile {
    if asking.provider == PlainAddress.provider, let url = candidate.url {
      let download = try Download(
        plain: url,
        kind: candidate.kind,
        rights: candidate.rights,
        allowPrivatePeers: allowPrivatePeers
      )
      return try fetch(download, session(), asking)
    }
    var asking = asking
    // The same bytes again would cost twice and be no other ones.
    asking.since = nil
    let counter = try counter(asking)
    let request = try MediaRequest(
      provider: counter.settings.identity,
      asset: candidate.asset,
      rendition: candidate.rendition
    )
    guard let url = candidate.url else { return try handOver(candidate, request, counter, asking) }
    let download = Download(
      url: url,
      request: request,
      kind: candidate.kind,
      rights: candidate.rights,
      allowPrivatePeers: counter.settings.allowsPrivateHosts
    )
    return try fetch(download, counter.session, asking)
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
        "\(download.name) is not in the cache, and the network is kept shut"
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
      try cache.pin(key, for: session.purchases.project, askedBy: asking.fingerprint)
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
    _ counter: PurchaseCounter,
    _ asking: Asking
  ) throws -> BoughtFile {
    let job = FetchJob(
      asset: candidate.asset,
      rendition: candidate.rendition,
      kind: candidate.kind
    )
    // What may have been paid for is looked at also when the run is to stop.
    let check = MediaCheck(media: counter.session.media.stopped(by: asking.killSwitch))
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
