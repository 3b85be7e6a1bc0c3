package import CutroomModel
import CutroomStore

/// A file that is wanted of the web, and what is known of it beforehand.
package struct Download: Sendable {
  /// Where the bytes are now; its query may be a secret.
  package var url: String
  package var request: MediaRequest
  package var kind: FoundKind
  package var rights: Rights
  package var maxBytes: Int64
  /// Of each try, from the first look-up to the last byte.
  package var timeoutMs = 3_600_000
  /// Whether loopback, private and link-local addresses may be spoken to.
  package var allowPrivatePeers: Bool

  package init(
    url: String,
    request: MediaRequest,
    kind: FoundKind,
    rights: Rights = Rights(title: nil, author: nil, licence: nil, source: nil),
    allowPrivatePeers: Bool = false
  ) {
    self.url = url
    self.request = request
    self.kind = kind
    self.rights = rights
    self.allowPrivatePeers = allowPrivatePeers
    maxBytes =
      switch kind {
      case .image: 50_000_000
      case .video: 500_000_000
      case .music: 100_000_000
      }
  }

  /// The file at a plain address, as something of the provider `web`; throws `ProviderFault` for what is
  /// no address.
  package init(
    plain url: String,
    kind: FoundKind,
    rights: Rights = Rights(title: nil, author: nil, licence: nil, source: nil),
    allowPrivatePeers: Bool = false
  ) throws {
    self.init(
      url: url,
      request: try PlainAddress.request(url),
      kind: kind,
      rights: rights,
      allowPrivatePeers: allowPrivatePeers
    )
  }

  /// For messages.
  package var name: String { "\(request.provider) \(request.asset)" }

  var host: String { WebAddress(url).host ?? "the server" }

  /// What `metadata.json` keeps of it: no address of the bytes.
  var about: JSONValue {
    var about = request.parts
    about["kind"] = .string(kind.rawValue)
    about["rights"] = try? DocumentCoding.plainValue(rights)
    return about
  }
}
