/// What to fetch, and the bounds within which.
package struct FetchRequest: Codable, Hashable, Sendable {
  package var url: String
  /// Bytes of the body after decompression.
  package var maxBytes: Int64
  /// From the first look-up to the last byte, redirects included.
  package var timeoutMs: Int
  /// From an earlier ``FetchResult``; the server may then answer 304 without a body.
  package var etag: String?
  package var lastModified: String?
  /// Whether loopback, private and link-local addresses may be spoken to.
  package var allowPrivatePeers: Bool

  package init(
    url: String,
    maxBytes: Int64 = 16 << 20,
    timeoutMs: Int = 30_000,
    etag: String? = nil,
    lastModified: String? = nil,
    allowPrivatePeers: Bool = false
  ) {
    self.url = url
    self.maxBytes = maxBytes
    self.timeoutMs = timeoutMs
    self.etag = etag
    self.lastModified = lastModified
    self.allowPrivatePeers = allowPrivatePeers
  }
}

/// A fetch that succeeded: status 200 to 299, or 304 for an unchanged body.
package struct FetchResult: Codable, Hashable, Sendable {
  package var status: Int
  package var etag: String?
  package var lastModified: String?
  /// After redirects.
  package var finalURL: String
  package var contentType: String?
  /// Bytes written, after decompression.
  package var bytes: Int64

  package init(
    status: Int,
    etag: String? = nil,
    lastModified: String? = nil,
    finalURL: String,
    contentType: String? = nil,
    bytes: Int64
  ) {
    self.status = status
    self.etag = etag
    self.lastModified = lastModified
    self.finalURL = finalURL
    self.contentType = contentType
    self.bytes = bytes
  }

  /// The server says that the body named by the request's `etag` or `lastModified` still stands.
  package var isUnchanged: Bool { status == 304 }
}

/// Why a fetch brought nothing.
package enum FetchError: Error, Codable, Hashable, Sendable {
  /// Told without its query, which may hold secrets.
  case malformedURL(String)
  /// A field of the request's header that no header may hold, told by its name.
  case malformedField(String)
  /// Not http or https, at first or after a redirect.
  case refusedScheme(String)
  /// The name leads to a loopback, private or link-local address.
  case refusedPeer(String)
  case tooManyRedirects(limit: Int)
  case tooLarge(limit: Int64)
  /// The whole took longer than allowed, or nearly nothing came for a while.
  case timeout
  case status(Int)
  /// The server's certificate could not be verified.
  case untrusted(String)
  case network(String)
  /// The answer is not one to what was asked.
  case badAnswer(String)
  /// Somebody called it off.
  case cancelled
  /// The network is kept shut.
  case offline
  /// The program that fetches has failed.
  case worker(String)
  /// The body could not be written: an `errno` value.
  case output(code: Int32)

  /// Whether trying again later may help.
  package var isTransient: Bool {
    switch self {
    case .timeout, .network, .worker: true
    case .status(let code): code == 408 || code == 425 || code == 429 || code >= 500
    default: false
    }
  }
}

extension FetchError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformedURL(let url): "“\(url)” is not an address"
    case .malformedField(let name): "the field “\(name)” cannot be sent"
    case .refusedScheme(let scheme): "only http and https are fetched, not \(scheme)"
    case .refusedPeer(let peer): "\(peer) is a private address"
    case .tooManyRedirects(let limit): "redirected more than \(limit) times"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .timeout: "the server was too slow"
    case .status(let code): "the server answered \(code)"
    case .untrusted(let detail): "the server's certificate is not trusted: \(detail)"
    case .network(let detail), .badAnswer(let detail), .worker(let detail): detail
    case .cancelled: "it was called off"
    case .offline: "the network is kept shut"
    case .output(let code): "the answer could not be written (errno \(code))"
    }
  }
}
