import BuiltPrograms
import CacheTrials
import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers
import LoopbackServices
import MediaFixtures

/// A web server with a folder of files, and a downloader with a cache of its own.
final class DownloadRig: Sendable {
  let server: LoopbackServer
  let cache: Cache
  let downloader: Downloader
  let root: Folder
  let files: Folder
  private let keeper: Keeper

  /// Keeps the folder until the end.
  private final class Keeper: @unchecked Sendable {
    // Sendable: nothing touches it but its end.
    let place: TrialFolder
    init() throws { place = try TrialFolder() }
  }

  init(limit: Int64 = 1 << 30) throws {
    keeper = try Keeper()
    root = try keeper.place.folder.makeFolder("cache", mode: 0o700)
    files = try keeper.place.folder.makeFolder("files", mode: 0o700)
    cache = try Cache(root, limits: CacheLimits(bytes: limit))
    server = try LoopbackServer.start(script: "web", arguments: [files.path])
    downloader = Downloader(
      net: NetWorkers(atOnce: 3, folder: builtPrograms),
      media: MediaWorkers(atOnce: 1, folder: builtPrograms),
      cache: cache
    )
  }

  // MARK: - Files

  @discardableResult
  func put(_ fixture: Fixture, as name: String) async throws -> [UInt8] {
    let path = try await MediaFixtures.shared.path(fixture)
    let bytes = try Descriptor.openForReading(path).readAll(limit: 1 << 26)
    try put(bytes, as: name)
    return bytes
  }

  func put(_ bytes: [UInt8], as name: String) throws {
    try files.remove(name)
    try files.createFile(name, mode: 0o600).writeAll(bytes)
  }

  // MARK: - Downloads

  func download(_ path: String, _ kind: FoundKind = .image) throws -> Download {
    Download(
      url: server.url(path),
      request: try MediaRequest(provider: "shop", asset: "7", rendition: "large"),
      kind: kind,
      rights: Rights(title: "Dunes", author: "Ann", licence: "CC0", source: "https://e.org/7"),
      allowPrivatePeers: true
    )
  }

  func fetch(_ path: String, _ kind: FoundKind = .image) throws -> Downloaded {
    try fetch(download(path, kind))
  }

  func fetch(_ download: Download) throws -> Downloaded {
    try downloader.fetch(download, cancellation: Cancellation())
  }

  /// Why nothing comes.
  func fault(_ path: String, _ kind: FoundKind = .image) -> ProviderFault? {
    do {
      _ = try fetch(path, kind)
      return nil
    } catch { return error as? ProviderFault }
  }

  /// Downloads until some of it is there, and then no further.
  func stopHalfway(_ path: String, _ kind: FoundKind = .video) throws {
    let cancellation = try Cancellation()
    do {
      _ = try downloader.fetch(
        download(path, kind),
        cancellation: cancellation,
        progress: { if $0 > 0.05 { cancellation.cancel() } }
      )
    } catch let fault as ProviderFault where fault.code == .cancelled { return }
    throw LoopbackError(description: "it was not stopped")
  }

  // MARK: - What is there

  var parts: [String] { get throws { try cache.parts().names().sorted() } }

  var entries: Int { get throws { try cache.list().count } }

  func partLength() throws -> Int64 {
    let names = try parts.filter { $0.hasSuffix(".part") }
    guard let name = names.first else { return 0 }
    return try cache.parts().facts(name)?.size ?? 0
  }
}

extension Downloaded {
  /// The bytes of the entry, and whether they came just now.
  var entry: (bytes: [UInt8], isNew: Bool)? {
    get throws {
      switch self {
      case .cached(let hit): (try hit.files[0].bytes(), false)
      case .downloaded(let hit): (try hit.files[0].bytes(), true)
      case .unkept: nil
      }
    }
  }
}
