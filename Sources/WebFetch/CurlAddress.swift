import CCurl

/// An address as libcurl reads it, so that nobody can be told another place than is asked.
final class CurlAddress {
  private let raw: OpaquePointer

  /// Nil for what libcurl would not ask.
  init?(_ url: String) {
    guard let raw = curl_url() else { return nil }
    self.raw = raw
    guard curl_url_set(raw, CURLUPART_URL, url, 0) == CURLUE_OK else { return nil }
  }

  deinit { curl_url_cleanup(raw) }

  /// Scheme, host and port: RFC 6454; nil where one is missing.
  var origin: [String]? {
    let parts = [CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT].compactMap { text($0) }
    return parts.count == 3 ? parts.map { $0.lowercased() } : nil
  }

  /// The address that `location` means here, of whatever scheme; nil where it is none.
  static func following(_ location: String, from url: String) -> String? {
    guard let address = CurlAddress(url) else { return nil }
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE)
    guard curl_url_set(address.raw, CURLUPART_URL, location, flags) == CURLUE_OK else { return nil }
    return address.text(CURLUPART_URL)
  }

  private func text(_ part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    let flags = UInt32(CURLU_DEFAULT_PORT | CURLU_NON_SUPPORT_SCHEME)
    guard curl_url_get(raw, part, &text, part == CURLUPART_URL ? 0 : flags) == CURLUE_OK, let text
    else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
