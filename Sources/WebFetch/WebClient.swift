import CCurl
package import CutroomModel

/// Fetches web pages and feeds by libcurl.
///
/// Only http and https, also after a redirect, of which five are followed. Certificates are
/// verified. Unless the request allows it, nothing is sent to a loopback, private or link-local
/// address, whatever name led there; the proxy that the environment names is the one exception.
package enum WebClient {
  package static let mostRedirects = 5

  /// Fetches an address; the body is written to `descriptor`, decompressed, from where its offset
  /// stands.
  ///
  /// Blocks. What was written before a failure stays written.
  ///
  /// - Parameters:
  ///   - request: What to fetch and the bounds.
  ///   - descriptor: Open for writing, and only lent.
  /// - Returns: Status 200 to 299, or 304 where the request named an earlier body.
  /// - Throws: `FetchError`.
  package static func fetch(
    _ request: FetchRequest,
    into descriptor: CInt
  ) throws(FetchError) -> FetchResult {
    try check(request.url)
    guard let handle = CurlHandle() else { throw .network("libcurl cannot be started") }
    let transfer = Transfer(request, descriptor: descriptor, handle: handle.raw)
    let headers = HeaderList(conditions(of: request))
    configure(handle, for: request, transfer, headers)
    let code = withExtendedLifetime((transfer, headers)) { curl_easy_perform(handle.raw) }
    if let failure = transfer.failure { throw failure }
    guard code == CURLE_OK else { throw error(code, handle, transfer, request) }
    return try result(of: handle, transfer, request)
  }

  private static func check(_ url: String) throws(FetchError) {
    let address = WebAddress(url)
    let isClean = url.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    guard isClean, url.utf8.count <= 8192, let scheme = address.scheme else {
      throw .malformedURL(String(url.prefix(200)))
    }
    guard scheme == "http" || scheme == "https" else { throw .refusedScheme(scheme) }
    guard address.host != nil else { throw .malformedURL(String(url.prefix(200))) }
  }

  // MARK: - Before

  private static func configure(
    _ handle: borrowing CurlHandle,
    for request: FetchRequest,
    _ transfer: Transfer,
    _ headers: HeaderList
  ) {
    handle.set(CURLOPT_URL, request.url)
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
    handle.set(CURLOPT_FOLLOWLOCATION, 1)
    handle.set(CURLOPT_MAXREDIRS, mostRedirects)
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_TIMEOUT_MS, max(1, request.timeoutMs))
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, min(max(1, request.timeoutMs), 10_000))
    // Less than 100 bytes a second for 15 seconds is a server that plays for time.
    handle.set(CURLOPT_LOW_SPEED_LIMIT, 100)
    handle.set(CURLOPT_LOW_SPEED_TIME, 15)
    handle.set(size: CURLOPT_MAXFILESIZE_LARGE, request.maxBytes)
    handle.set(CURLOPT_ACCEPT_ENCODING, "")
    handle.set(CURLOPT_USERAGENT, "cutroom/1.0")
    _ = web_set_headers(handle.raw, headers.first)
    transfer.attach()
  }

  private static func conditions(of request: FetchRequest) -> [String] {
    var lines = [
      "Accept: application/rss+xml, application/atom+xml, application/feed+json, "
        + "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
    ]
    if let etag = request.etag, isHeaderValue(etag) { lines.append("If-None-Match: \(etag)") }
    if let date = request.lastModified, isHeaderValue(date) {
      lines.append("If-Modified-Since: \(date)")
    }
    return lines
  }

  /// A line break would begin a header of somebody else's making.
  private static func isHeaderValue(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 1024 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  // MARK: - After

  private static func result(
    of handle: borrowing CurlHandle,
    _ transfer: Transfer,
    _ request: FetchRequest
  ) throws(FetchError) -> FetchResult {
    let status = handle.status
    let isConditional = request.etag != nil || request.lastModified != nil
    guard (200...299).contains(status) || status == 304 && isConditional else {
      throw .status(status)
    }
    return FetchResult(
      status: status,
      etag: transfer.headers["etag"],
      lastModified: transfer.headers["last-modified"],
      finalURL: handle.text(CURLINFO_EFFECTIVE_URL) ?? request.url,
      contentType: transfer.headers["content-type"],
      bytes: transfer.written
    )
  }

  private static func error(
    _ code: CURLcode,
    _ handle: borrowing CurlHandle,
    _ transfer: Transfer,
    _ request: FetchRequest
  ) -> FetchError {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_FILESIZE_EXCEEDED: return .tooLarge(limit: request.maxBytes)
    case CURLE_TOO_MANY_REDIRECTS: return .tooManyRedirects(limit: mostRedirects)
    case CURLE_UNSUPPORTED_PROTOCOL:
      let target = transfer.headers["location"].map { WebAddress($0).scheme ?? $0 }
      return .refusedScheme(String((target ?? "unknown").prefix(40)))
    case CURLE_URL_MALFORMAT: return .malformedURL(String(request.url.prefix(200)))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .untrusted(handle.message(code))
    default: break
    }
    if let peer = transfer.refusedPeer { return .refusedPeer(peer) }
    return .network(handle.message(code))
  }
}
