package import CutroomModel

/// Speaks HTTP by libcurl.
///
/// Only http and https, also after a redirect, of which five are followed. Certificates are
/// verified. Unless the request allows it, nothing is sent to a loopback, private or link-local
/// address, whatever name led there; the proxy that the environment names is the one exception.
/// A connection serves one request, so that libcurl never sends one a second time.
///
/// All calls block. Descriptors are only lent; what was written before a failure stays written.
package enum WebClient {
  package static let mostRedirects = 5
  /// Bytes that are kept of the page of an error.
  package static let mostPageBytes = 64 << 10

  /// Asks once; an answer of any status is one.
  ///
  /// The body of one that succeeds is written to the output, decompressed, from where its offset stands;
  /// what comes behind bytes that are there already takes its place in the file, and the whole where the
  /// server does not know those bytes.
  ///
  /// - Throws: `WebFailure`.
  package static func exchange(
    _ exchange: WebExchange,
    _ files: WebFiles
  ) throws(WebFailure) -> WebReply {
    var journey = Journey(exchange, files, pageBytes: files.isDownload ? 0 : mostPageBytes)
    return try journey.run()
  }

  /// Fetches an address; the body is written to `output`, decompressed, from where its offset
  /// stands.
  ///
  /// - Returns: Status 200 to 299, or 304 where the request named an earlier body.
  /// - Throws: `FetchError`.
  package static func fetch(
    _ request: FetchRequest,
    into output: CInt
  ) throws(FetchError) -> FetchResult {
    let exchange = WebExchange(
      url: request.url,
      fields: fields(of: request),
      maxBytes: request.maxBytes,
      timeoutMs: request.timeoutMs,
      followsRedirects: true,
      allowPrivatePeers: request.allowPrivatePeers
    )
    // The page that says why there is none is nobody's feed.
    var journey = Journey(exchange, WebFiles(output: output), pageBytes: 0)
    let reply: WebReply
    do throws(WebFailure) { reply = try journey.run() } catch { throw error.error }
    let isConditional = request.etag != nil || request.lastModified != nil
    guard reply.isSuccess || reply.status == 304 && isConditional else {
      throw .status(reply.status)
    }
    return FetchResult(
      status: reply.status,
      etag: reply.headers["etag"],
      lastModified: reply.headers["last-modified"],
      finalURL: reply.finalURL,
      contentType: reply.headers["content-type"],
      bytes: reply.bytes
    )
  }

  private static func fields(of request: FetchRequest) -> [WebExchange.Field] {
    var fields = [
      WebExchange.Field(
        "Accept",
        "application/rss+xml, application/atom+xml, application/feed+json, "
          + "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
      )
    ]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty, RequestHead.isValue(value) { fields.append(.init(name, value)) }
    }
    add("If-None-Match", request.etag)
    add("If-Modified-Since", request.lastModified)
    return fields
  }
}
