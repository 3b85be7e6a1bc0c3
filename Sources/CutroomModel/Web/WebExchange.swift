/// One HTTP request and the bounds of its answer; the body to send travels beside it.
///
/// Its fields may hold secrets: it is never logged and never kept.
package struct WebExchange: Codable, Hashable, Sendable {
  package enum Method: String, Codable, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package struct Field: Codable, Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var url: String
  package var method: Method
  package var fields: [Field]
  /// Bytes of the answer's body after decompression, with those that are there already.
  package var maxBytes: Int64
  /// From the first look-up to the last byte.
  package var timeoutMs: Int
  /// Whether redirects are followed, of a `get` only.
  ///
  /// Another origin than the first gets none of the fields but those that ask for a form or a part.
  package var followsRedirects: Bool
  /// Bytes that are there already: the rest is asked for.
  package var resumeFrom: Int64
  /// The `ETag` or date under which they came; another one answers with the whole.
  package var ifRange: String?
  /// Whether the bytes are wanted as they are, and not compressed on the way: parts of them can only
  /// be asked for so.
  package var wantsPlainBytes: Bool
  /// Whether loopback, private and link-local addresses may be spoken to.
  package var allowPrivatePeers: Bool

  package init(
    url: String,
    method: Method = .get,
    fields: [Field] = [],
    maxBytes: Int64 = 16 << 20,
    timeoutMs: Int = 60_000,
    followsRedirects: Bool = false,
    resumeFrom: Int64 = 0,
    ifRange: String? = nil,
    wantsPlainBytes: Bool = false,
    allowPrivatePeers: Bool = false
  ) {
    self.url = url
    self.method = method
    self.fields = fields
    self.maxBytes = maxBytes
    self.timeoutMs = timeoutMs
    self.followsRedirects = followsRedirects
    self.resumeFrom = resumeFrom
    self.ifRange = ifRange
    self.wantsPlainBytes = wantsPlainBytes
    self.allowPrivatePeers = allowPrivatePeers
  }
}

/// An answer of any status; only the body of one that succeeds is written where the request said.
package struct WebReply: Codable, Hashable, Sendable {
  package var status: Int
  /// Names in small letters; of several with one name the last.
  package var headers: [String: String]
  /// After redirects.
  package var finalURL: String
  /// Bytes of body that were written.
  package var bytes: Int64
  /// The beginning of the body that came without success, 64 kB at most: it may repeat what was sent,
  /// secrets too.
  package var page: String

  package init(
    status: Int,
    headers: [String: String] = [:],
    finalURL: String = "",
    bytes: Int64 = 0,
    page: String = ""
  ) {
    self.status = status
    self.headers = headers
    self.finalURL = finalURL
    self.bytes = bytes
    self.page = page
  }

  package var isSuccess: Bool { (200...299).contains(status) }
}
