import CCurl

/// An easy handle of libcurl with one owner.
struct CurlHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer
  private let messages: UnsafeMutablePointer<CChar>

  /// curl_global_init(3) must have run once before.
  private static let initialized: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// curl_easy_init(3); nil where it fails.
  init?() {
    guard Self.initialized == CURLE_OK, let raw = curl_easy_init() else { return nil }
    self.raw = raw
    messages = .allocate(capacity: Int(CURL_ERROR_SIZE))
    messages.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    _ = web_set_pointer(raw, CURLOPT_ERRORBUFFER, messages)
  }

  deinit {
    curl_easy_cleanup(raw)
    messages.deallocate()
  }

  func set(_ option: CURLoption, _ value: Int) { _ = web_set_long(raw, option, value) }

  func set(_ option: CURLoption, _ value: String) { _ = web_set_text(raw, option, value) }

  func set(size option: CURLoption, _ value: Int64) {
    _ = web_set_size(raw, option, curl_off_t(value))
  }

  /// 0 where it is not known.
  func number(_ info: CURLINFO) -> Int {
    var number = 0
    return web_get_long(raw, info, &number) == CURLE_OK ? number : 0
  }

  func text(_ info: CURLINFO) -> String? {
    var text: UnsafePointer<CChar>?
    guard web_get_text(raw, info, &text) == CURLE_OK else { return nil }
    return text.map { String(cString: $0) }
  }

  /// What went wrong in libcurl's words.
  func message(_ code: CURLcode) -> String {
    let detail = String(cString: messages)
    return detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
  }
}

/// Lines of a request's header, freed with their owner.
final class HeaderList {
  let first: UnsafeMutablePointer<curl_slist>?

  init(_ lines: [String]) {
    first = lines.reduce(nil) { list, line in curl_slist_append(list, line) ?? list }
  }

  deinit { curl_slist_free_all(first) }
}
