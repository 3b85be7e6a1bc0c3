import CCurl
import CutroomModel
import Glibc

/// An exchange from the first request to the answer, each redirect a request of its own.
struct Journey {
  private let exchange: WebExchange
  private let files: WebFiles
  private let rules: BodyRules
  private let proxies: ProxyPeers
  private let end: ContinuousClock.Instant
  /// Whether any server got any of it.
  private var mayHaveArrived = false

  init(_ exchange: WebExchange, _ files: WebFiles, pageBytes: Int) {
    self.exchange = exchange
    self.files = files
    rules = BodyRules(exchange: exchange, isDownload: files.isDownload, pageBytes: pageBytes)
    proxies = exchange.allowPrivatePeers ? ProxyPeers(none: ()) : ProxyPeers()
    end = .now + .milliseconds(max(1, exchange.timeoutMs))
  }

  mutating func run() throws(WebFailure) -> WebReply {
    do throws(FetchError) { return try go() } catch {
      throw WebFailure(error, mayHaveArrived: mayHaveArrived)
    }
  }

  private mutating func go() throws(FetchError) -> WebReply {
    var head = try RequestHead(exchange)
    var url = exchange.url
    for _ in 0...WebClient.mostRedirects {
      try Self.check(url)
      guard let handle = CurlHandle() else { throw .network("libcurl cannot be started") }
      let transfer = Transfer(rules, files, proxies, handle: handle.raw)
      try ask(url, head, handle, transfer)
      guard transfer.isFollowed else {
        return WebReply(
          status: transfer.head.status,
          headers: transfer.head.headers,
          finalURL: handle.text(CURLINFO_EFFECTIVE_URL) ?? url,
          bytes: transfer.written,
          page: String(decoding: transfer.page, as: UTF8.self)
        )
      }
      let location = transfer.head.headers["location"] ?? ""
      guard let next = CurlAddress.following(location, from: url) else {
        throw .badAnswer("the server leads to no address")
      }
      let origin = CurlAddress(next)?.origin
      if origin == nil || origin != CurlAddress(url)?.origin { head.leaveOrigin() }
      url = next
    }
    throw .tooManyRedirects(limit: WebClient.mostRedirects)
  }

  private mutating func ask(
    _ url: String,
    _ head: RequestHead,
    _ handle: borrowing CurlHandle,
    _ transfer: Transfer
  ) throws(FetchError) {
    let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
    guard left >= 1 else { throw .timeout }
    let lines = HeaderList(head.lines)
    handle.set(CURLOPT_URL, url)
    configure(handle, milliseconds: Int(left))
    if exchange.method == .post {
      handle.set(CURLOPT_POST, 1)
      handle.set(size: CURLOPT_POSTFIELDSIZE_LARGE, try files.bodyLength())
    }
    _ = web_set_headers(handle.raw, lines.first)
    transfer.attach()
    let code = withExtendedLifetime((transfer, lines)) { curl_easy_perform(handle.raw) }
    if handle.number(CURLINFO_REQUEST_SIZE) > 0 { mayHaveArrived = true }
    if let failure = transfer.failure { throw failure }
    guard code == CURLE_OK || transfer.hasEnough else { throw error(code, url, handle, transfer) }
  }

  // MARK: - Before

  private static func check(_ url: String) throws(FetchError) {
    let address = WebAddress(url)
    let isClean = url.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    guard isClean, url.utf8.count <= 8192, let scheme = address.scheme else {
      throw .malformedURL(shown(url))
    }
    guard scheme == "http" || scheme == "https" else { throw .refusedScheme(scheme) }
    guard address.host != nil else { throw .malformedURL(shown(url)) }
  }

  private static func shown(_ url: String) -> String {
    let place = url.prefix { $0 != "?" && $0 != "#" }
    return String((place.split(separator: "@").last ?? "").prefix(200))
  }

  private func configure(_ handle: borrowing CurlHandle, milliseconds: Int) {
    handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
    // A redirect is followed by us, who look at it first.
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    // Only the program curl heeds these by itself.
    if let file = getenv("SSL_CERT_FILE") { handle.set(CURLOPT_CAINFO, String(cString: file)) }
    if let folder = getenv("SSL_CERT_DIR") { handle.set(CURLOPT_CAPATH, String(cString: folder)) }
    // What is meant for the server is not told to a proxy on the way.
    handle.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_TIMEOUT_MS, milliseconds)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 10_000))
    if exchange.method == .get {
      // Less than 100 bytes a second for 15 seconds is a server that plays for time. One that was
      // sent something may have to think.
      handle.set(CURLOPT_LOW_SPEED_LIMIT, 100)
      handle.set(CURLOPT_LOW_SPEED_TIME, 15)
    }
    handle.set(CURLOPT_ACCEPT_ENCODING, exchange.wantsPlainBytes ? "identity" : "")
    handle.set(CURLOPT_USERAGENT, "cutroom/1.0")
  }

  // MARK: - After

  private func error(
    _ code: CURLcode,
    _ url: String,
    _ handle: borrowing CurlHandle,
    _ transfer: Transfer
  ) -> FetchError {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: return .timeout
    case CURLE_UNSUPPORTED_PROTOCOL: return .refusedScheme("unknown")
    case CURLE_URL_MALFORMAT: return .malformedURL(Self.shown(exchange.url))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .untrusted(handle.message(code))
    default: break
    }
    if let peer = transfer.refusedPeer { return .refusedPeer(peer) }
    let proxy = transfer.peer.flatMap { peer in
      ProxyPeers().variable(naming: peer, for: WebAddress(url).scheme ?? "")
    }
    return .network(
      handle.message(code) + (proxy.map { "; the way leads by the proxy that \($0) names" } ?? "")
    )
  }
}
