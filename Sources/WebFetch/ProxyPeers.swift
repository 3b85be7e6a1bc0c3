import CutroomModel
import Glibc

/// The addresses of the proxies that the environment names: their owner has chosen them, however
/// private they are.
struct ProxyPeers {
  private var peers: Set<PeerAddress> = []

  init(none: Void) {}

  init() {
    let names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    for value in Set(names.compactMap { getenv($0).map { String(cString: $0) } }) {
      peers.formUnion(Self.resolve(value))
    }
  }

  func contains(_ peer: PeerAddress) -> Bool { peers.contains(peer) }

  private static func resolve(_ proxy: String) -> [PeerAddress] {
    let address = WebAddress(proxy.contains("://") ? proxy : "http://" + proxy)
    guard let host = address.host else { return [] }
    let port = address.authority?.split(separator: ":").last.flatMap { UInt16($0) } ?? 1080
    var hints = addrinfo()
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let name = host.filter { $0 != "[" && $0 != "]" }
    guard getaddrinfo(name, String(port), &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    return sequence(first: list) { $0?.pointee.ai_next }.prefix { $0 != nil }
      .compactMap { $0?.pointee.ai_addr.flatMap { PeerAddress($0) } }
  }
}
