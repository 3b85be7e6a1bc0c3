import CCurl
import CutroomModel
import Glibc

/// One request under way: takes what libcurl hands over and says stop where a bound is passed.
final class Transfer {
  private let rules: BodyRules
  private let files: WebFiles
  private let handle: UnsafeMutableRawPointer
  private let proxies: ProxyPeers

  private(set) var head = AnswerHead()
  private(set) var written: Int64 = 0
  private(set) var failure: FetchError?
  private(set) var refusedPeer: String?
  /// Who was spoken with last, or tried: the server, or a proxy on the way.
  private(set) var peer: PeerAddress?
  /// Whether the transfer was ended here because the rest is not wanted.
  private(set) var hasEnough = false
  private(set) var page: [UInt8] = []
  private var plan = BodyPlan.page(limit: 0)
  private var sent: Int64 = 0

  init(
    _ rules: BodyRules,
    _ files: WebFiles,
    _ proxies: ProxyPeers,
    handle: UnsafeMutableRawPointer
  ) {
    self.rules = rules
    self.files = files
    self.proxies = proxies
    self.handle = handle
  }

  /// Makes libcurl call this object, which must outlive the transfer.
  func attach() {
    let user = Unmanaged.passUnretained(self).toOpaque()
    _ = web_set_pointer(handle, CURLOPT_WRITEDATA, user)
    _ = web_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, user in
      let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Transfer.from(user)?.take(body: body) == true ? size * count : 0
    }
    _ = web_set_pointer(handle, CURLOPT_HEADERDATA, user)
    _ = web_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, user in
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      let text = String(decoding: line, as: UTF8.self)
      return Transfer.from(user)?.take(header: text) == true ? size * count : 0
    }
    _ = web_set_pointer(handle, CURLOPT_READDATA, user)
    _ = web_set_bytes_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, user in
      let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
      return Transfer.from(user)?.give(room) ?? web_read_abort
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

  /// Whether the answer is elsewhere, and is looked for there.
  var isFollowed: Bool {
    rules.exchange.followsRedirects && rules.exchange.method == .get && head.isRedirect
  }

  // MARK: - What comes

  private func take(header line: String) -> Bool {
    guard head.take(line), !isFollowed else { return true }
    do throws(FetchError) {
      plan = try rules.plan(head)
      guard case .place(let offset, _) = plan else { return true }
      try files.cut(at: offset)
      if offset == 0 { try files.note(head.headers) }
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// Whether to go on.
  private func take(body: UnsafeRawBufferPointer) -> Bool {
    do throws(FetchError) {
      switch plan {
      case .keep(let limit), .place(_, let limit):
        guard Int64(body.count) <= limit - written else {
          throw .tooLarge(limit: rules.exchange.maxBytes)
        }
        try files.write(body)
        written += Int64(body.count)
        return true
      case .page(let limit):
        page += body.prefix(limit - page.count)
        hasEnough = page.count == limit
        return !hasEnough
      }
    } catch {
      failure = error
      return false
    }
  }

  // MARK: - What goes

  private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
    do throws(FetchError) {
      let count = try files.read(into: room, at: sent)
      sent += Int64(count)
      return count
    } catch {
      failure = error
      return web_read_abort
    }
  }

  private func openSocket(to address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let target = withUnsafePointer(to: &address.pointee.addr) { PeerAddress($0) }
    peer = target
    let allowsAll = rules.exchange.allowPrivatePeers
    if !allowsAll, let target, target.isPrivate, !proxies.contains(target) {
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
