package import CutroomModel
import CutroomStore

/// A file that is wanted of the web, and what is known of it beforehand.
package struct Download: Sendable {
  /// Where the bytes are now; its query may be a secret.
  package var url: String
  package var request: MediaRequest
  package var kind: FoundKind
  package var rights: Rights
  /// Where people see it.
  package var page: String?
  /// Sent along, to the first server only.
  package var fields: [WebExchange.Field] = []
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
    page: String? = nil,
    allowPrivatePeers: Bool = false
  ) {
    self.url = url
    self.request = request
    self.kind = kind
    self.rights = rights
    self.page = page
    self.allowPrivatePeers = allowPrivatePeers
    maxBytes =
      switch kind {
      case .image: 50_000_000
      case .video: 500_000_000
      case .music: 100_000_000
      }
  }

  /// What a search of `provider` found; throws `ProviderFault` where it has no address.
  package init(
    _ candidate: Candidate,
    of provider: String,
    allowPrivatePeers: Bool = false
  ) throws {
    guard let url = candidate.url else {
      throw ProviderFault(.badAnswer, "\(provider) has no address for \(candidate.asset)")
    }
    self.init(
      url: url,
      request: try MediaRequest(
        provider: provider,
        asset: candidate.asset,
        rendition: candidate.rendition
      ),
      kind: candidate.kind,
      rights: candidate.rights,
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
    about["page"] = page.map { .string($0) }
    return about
  }
}
