import CCurl
import CutroomModel
import Glibc

/// One transfer under way: takes what libcurl hands over and says stop where a bound is passed.
final class Transfer {
  private let request: FetchRequest
  private let descriptor: CInt
  private let handle: UnsafeMutableRawPointer
  private let proxies: ProxyPeers

  private(set) var written: Int64 = 0
  /// Of the last answer, names in small letters.
  private(set) var headers: [String: String] = [:]
  private(set) var failure: FetchError?
  private(set) var refusedPeer: String?

  init(_ request: FetchRequest, descriptor: CInt, handle: UnsafeMutableRawPointer) {
    self.request = request
    self.descriptor = descriptor
    self.handle = handle
    proxies = request.allowPrivatePeers ? ProxyPeers(none: ()) : ProxyPeers()
  }

  /// Makes libcurl call this object, which must outlive the transfer.
  func attach() {
    let user = Unmanaged.passUnretained(self).toOpaque()
    _ = web_set_pointer(handle, CURLOPT_WRITEDATA, user)
    _ = web_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, user in
      guard let transfer = Transfer.from(user) else { return 0 }
      return transfer.write(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = web_set_pointer(handle, CURLOPT_HEADERDATA, user)
    _ = web_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, user in
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      Transfer.from(user)?.note(header: String(decoding: line, as: UTF8.self))
      return size * count
    }
    _ = web_set_pointer(handle, CURLOPT_OPENSOCKETDATA, user)
    _ = web_set_open_socket(handle) { user, _, address in
      guard let transfer = Transfer.from(user), let address else { return web_bad_socket }
      return transfer.openSocket(to: address)
    }
  }

  private static func from(_ user: UnsafeMutableRawPointer?) -> Transfer? {
    user.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: - What comes

  /// Returns how many bytes were taken; fewer than came end the transfer.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    var status = 0
    _ = web_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    // The page that says why there is none is nobody's feed.
    guard (200...299).contains(status) else {
      failure = .status(status)
      return 0
    }
    guard Int64(bytes.count) <= request.maxBytes - written else {
      failure = .tooLarge(limit: request.maxBytes)
      return 0
    }
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
      if count < 0 {
        if errno == EINTR { continue }
        failure = .output(code: errno)
        return 0
      }
      sent += count
    }
    written += Int64(sent)
    return sent
  }

  private func note(header line: String) {
    // A status line begins the next answer, after a redirect.
    if line.hasPrefix("HTTP/") { headers = [:] }
    guard let colon = line.firstIndex(of: ":"), headers.count < 200 else { return }
    let value = line[line.index(after: colon)...].prefix(4096)
    let start = value.drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    headers[line[..<colon].lowercased()] = end.map { String(start[...$0]) }
  }

  // MARK: - Where it goes

  private func openSocket(to address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let target = withUnsafePointer(to: &address.pointee.addr) { PeerAddress($0) }
    if !request.allowPrivatePeers, let target, target.isPrivate, !proxies.contains(target) {
      refusedPeer = target.description
      return web_bad_socket
    }
    guard target != nil else { return web_bad_socket }
    return socket(
      address.pointee.family,
      address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue),
      address.pointee.protocol
    )
  }
}
