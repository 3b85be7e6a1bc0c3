import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Brings a piece of music from a provider or from an address.
struct OutsideMusic {
  let media: MediaWorkers
  let desk: ProviderDesk
  let bench: Workbench

  private static let mostQueries = 3
  private static let limit = 10

  /// The piece at an address.
  ///
  /// Throws `ProviderFault` where it cannot be had, and `ItemFault` where it cannot be played.
  func track(at address: String, allowPrivateHosts: Bool) throws -> [ProjectPath] {
    let place = WebAddress(address)
    var plain = place
    plain.query = nil
    plain.fragment = nil
    let host = plain.authority ?? ""
    plain.authority = host.split(separator: "@", omittingEmptySubsequences: false).last
      .map(String.init)
    let candidate = Candidate(
      asset: plain.description,
      rendition: "original",
      kind: .music,
      url: address,
      rights: Rights(title: nil, author: nil, licence: nil, source: plain.description)
    )
    do {
      return try take(candidate, from: PlainAddress.provider, allowPrivateHosts)
    } catch let fault as ProviderFault {
      throw fault.about(plain.description)
    }
  }

  /// The first piece that providers have for the queries and that can be played; nil where there is
  /// none.
  func track(
    from providers: [String],
    queries: [String],
    _ decisions: inout [Decision]
  ) throws -> [ProjectPath]? {
    var passing: ProviderFault?
    for provider in providers {
      for query in queries.prefix(Self.mostQueries) {
        do {
          for candidate in try search(provider, query) where candidate.kind == .music {
            if let made = try attempt(candidate, from: provider, &decisions, &passing) {
              return made
            }
          }
        } catch let fault as ProviderFault {
          let fault = fault.about("\(provider), for music like \"\(query)\"")
          guard fault.isTransient || fault.isAboutAsset else { throw fault }
          if fault.isTransient { passing = passing ?? fault }
          decisions.append(Decision(code: "search-failed", message: fault.message))
          break
        }
      }
    }
    // Another day it may answer: a video is not to be without music for good because of that.
    if let passing { throw passing }
    return nil
  }

  // MARK: -

  private func search(_ provider: String, _ query: String) throws -> [Candidate] {
    try bench.checkCancelled()
    let settings = bench.scope.settings
    let job = SearchJob(
      query: String(query.prefix(60)),
      kinds: [.music],
      limit: Self.limit,
      width: settings.width,
      height: settings.height,
      language: "en"
    )
    return try desk.search(job, bench.asking(provider))
  }

  /// Nil where the candidate cannot be had or played, which is a decision.
  private func attempt(
    _ candidate: Candidate,
    from provider: String,
    _ decisions: inout [Decision],
    _ passing: inout ProviderFault?
  ) throws -> [ProjectPath]? {
    let reason: String
    do {
      return try take(candidate, from: provider)
    } catch let fault as ItemFault where fault.isAboutFile {
      reason = fault.message
      if try bench.attempt.facts("assets") != nil { try bench.discardMusic() }
    } catch let fault as ProviderFault where fault.isAbout(candidate) {
      reason = fault.message
    } catch let fault as ProviderFault where fault.isTransient && candidate.url != nil {
      // Its host may be gone for good.
      passing = passing ?? fault.about("\(provider)/\(candidate.asset)")
      reason = fault.message
    }
    let message = "\(provider)/\(candidate.asset): \(reason)"
    bench.log(message)
    decisions.append(Decision(code: "found-file-skipped", message: message))
    return nil
  }

  private func take(
    _ candidate: Candidate,
    from provider: String,
    _ allowPrivateHosts: Bool = false
  ) throws -> [ProjectPath] {
    let file = try desk.take(
      candidate,
      bench.asking(provider),
      allowPrivatePeers: allowPrivateHosts
    ).open()
    let piece = MusicPiece(
      id: MusicWish.trackID("\(provider)-\(title(of: candidate))"),
      source: AssetMetadata.Source(provider: provider, path: candidate.asset),
      rights: candidate.rights
    )
    let name = try Places.path("\(provider)/\(piece.id)")
    return try piece.make(from: file, named: name, media, bench)
  }

  /// What a track is called after: the name of the file at an address, the id at a provider.
  private func title(of candidate: Candidate) -> String {
    guard candidate.asset.contains("://") else { return candidate.asset }
    let name = candidate.asset.split(separator: "/").last.map(String.init) ?? "track"
    return ProjectPath(name)?.stem ?? name
  }
}
