import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// The process that is killed: it downloads one file into a cache.
enum DownloadClient {
  /// The exit code where the same may succeed when it is tried again.
  static let transient: Int32 = 3

  static func request(_ asset: String) throws -> MediaRequest {
    try MediaRequest(provider: "trial", asset: asset, rendition: "original")
  }

  /// With `isPublic` private addresses are refused, as they are where nothing else is said.
  static func run(
    _ folder: String,
    url: String,
    asset: String,
    isPublic: Bool
  ) throws -> Int32 {
    let net = NetWorkers(atOnce: 1)
    let media = MediaWorkers(atOnce: 1)
    let downloader = Downloader(net: net, media: media, cache: try Cache(Folder.open(folder)))
    let download = Download(
      url: url,
      request: try request(asset),
      kind: .image,
      allowPrivatePeers: !isPublic
    )
    do {
      _ = try downloader.fetch(download, cancellation: Cancellation())
      return 0
    } catch let fault as ProviderFault {
      print("\(fault.code.rawValue): \(fault.message)")
      return fault.isTransient ? transient : 1
    }
  }
}
