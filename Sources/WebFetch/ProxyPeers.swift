import CutroomModel
import Glibc

/// The addresses of the proxies that the environment names: their owner has chosen them, however
/// private they are.
struct ProxyPeers {
  /// The variables that name each, those first that libcurl looks at first.
  private var names: [PeerAddress: [String]] = [:]

  init(none: Void) {}

  init() {
    for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
      guard let value = getenv(name) else { continue }
      for peer in Set(Self.resolve(String(cString: value))) {
        names[peer, default: []].append(name)
      }
    }
  }

  func contains(_ peer: PeerAddress) -> Bool { names[peer] != nil }

  /// The variable that has an address of this scheme asked by way of `peer`; nil where none has.
  func variable(naming peer: PeerAddress, for scheme: String) -> String? {
    // That of the other scheme says nothing here.
    let other = scheme == "https" ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]
    return names[peer]?.first { !other.contains($0) }
  }

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
