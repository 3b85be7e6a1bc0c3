import CutroomModel
import CutroomSystem
import Glibc
import LoopbackServices
import Testing
import WebFetch

@Suite struct WebClientTests {
  let server: LoopbackServer

  init() throws { server = try LoopbackServer.start(script: "web") }

  @Test func `a feed comes with what its next fetch needs, and is unchanged then`() throws {
    let (first, body) = try fetch(request("feed"))
    #expect(first.status == 200)
    #expect(first.etag == "\"one\"")
    #expect(first.lastModified == "Sun, 01 Mar 2026 09:30:00 GMT")
    #expect(first.contentType == "application/rss+xml")
    #expect(first.finalURL == server.url("feed"))
    #expect(first.bytes == Int64(body.count))
    #expect(String(decoding: body, as: UTF8.self).hasPrefix("<rss>"))

    var again = request("feed")
    again.etag = first.etag
    let (second, nothing) = try fetch(again)
    #expect(second.isUnchanged)
    #expect(nothing.isEmpty)
    again.etag = nil
    again.lastModified = first.lastModified
    #expect(try fetch(again).result.isUnchanged)
  }

  @Test func `a header cannot be smuggled in with an etag`() throws {
    var request = request("headers")
    request.etag = "\"a\"\r\nX-Evil: 1"
    let (_, body) = try fetch(request)
    let text = String(decoding: body, as: UTF8.self)
    #expect(!text.contains("Evil"))
    #expect(text.contains("cutroom/"))
  }

  @Test func `five redirects are followed, six are not`() throws {
    let (result, body) = try fetch(request("hop/5"))
    #expect(result.finalURL == server.url("feed"))
    #expect(result.bytes == Int64(body.count))
    #expect(throws: FetchError.tooManyRedirects(limit: 5)) { try fetch(request("hop/6")) }
  }

  @Test(arguments: [
    ("to?url=file:///etc/passwd", "file"), ("to?url=ftp://127.0.0.1/x", "ftp"),
  ])
  func `a redirect out of the web is refused`(path: String, scheme: String) {
    #expect(throws: FetchError.refusedScheme(scheme)) { try fetch(request(path)) }
  }

  @Test(arguments: [
    ("file:///etc/passwd", FetchError.refusedScheme("file")),
    ("ftp://example.org/", .refusedScheme("ftp")),
    ("/etc/passwd", .malformedURL("/etc/passwd")),
    ("http://", .malformedURL("http://")),
    ("http://a b/", .malformedURL("http://a b/")),
    ("http://a\r\nX: 1", .malformedURL("http://a\r\nX: 1")),
    ("", .malformedURL("")),
  ])
  func `what is no web address is refused before anything is sent`(url: String, error: FetchError) {
    #expect(throws: error) { try fetch(FetchRequest(url: url, allowPrivatePeers: true)) }
  }

  @Test(arguments: [
    "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]",
  ])
  func `a private address is refused however it is written`(host: String) {
    let request = FetchRequest(url: "http://\(host):\(server.port)/feed")
    #expect {
      try fetch(request)
    } throws: { error in
      guard case .refusedPeer? = error as? FetchError else { return false }
      return true
    }
  }

  @Test func `a body is taken up to the limit and not beyond`() throws {
    var request = request("large/1000")
    request.maxBytes = 1000
    #expect(try fetch(request).result.bytes == 1000)
    request.maxBytes = 999
    #expect(throws: FetchError.tooLarge(limit: 999)) { try fetch(request) }
  }

  @Test(arguments: ["endless", "bomb"])
  func `neither an endless nor a compressed flood passes the limit`(path: String) throws {
    var request = request(path)
    request.maxBytes = 1 << 20
    let file = try scratchFile()
    #expect(throws: FetchError.tooLarge(limit: 1 << 20)) {
      try WebClient.fetch(request, into: file.raw)
    }
    #expect(try FileFacts(descriptor: file.raw).size <= 1 << 20)
  }

  @Test func `a compressed body is stored as it was meant`() throws {
    let (result, body) = try fetch(request("gzip"))
    #expect(String(decoding: body, as: UTF8.self).hasPrefix("<rss>"))
    #expect(result.bytes == Int64(body.count))
  }

  @Test(arguments: ["drip", "silent"])
  func `a slow server is left at the timeout`(path: String) {
    var request = request(path)
    request.timeoutMs = 400
    let start = ContinuousClock.now
    #expect(throws: FetchError.timeout) { try fetch(request) }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test(arguments: [404, 500, 304, 204])
  func `a status is an answer or an error`(code: Int) throws {
    if code == 204 {
      #expect(try fetch(request("status/204")).result.status == 204)
    } else {
      // 304 answers nothing that was asked.
      #expect(throws: FetchError.status(code)) { try fetch(request("status/\(code)")) }
    }
  }

  @Test func `the page of an error is not stored`() throws {
    let file = try scratchFile()
    #expect(throws: FetchError.status(404)) {
      try WebClient.fetch(request("nothing"), into: file.raw)
    }
    #expect(try FileFacts(descriptor: file.raw).size == 0)
  }

  @Test func `a body cut short is a network failure`() {
    #expect {
      try fetch(request("cut"))
    } throws: { error in
      guard case .network? = error as? FetchError else { return false }
      return (error as? FetchError)?.isTransient == true
    }
  }

  @Test func `a full output is told by its errno`() throws {
    let full = try Descriptor.openForReading("/etc/hostname")
    #expect(throws: FetchError.output(code: EBADF)) {
      try WebClient.fetch(request("feed"), into: full.raw)
    }
  }

  private func request(_ path: String) -> FetchRequest {
    FetchRequest(url: server.url(path), allowPrivatePeers: true)
  }

  private func fetch(_ request: FetchRequest) throws -> (result: FetchResult, body: [UInt8]) {
    let file = try scratchFile()
    let result = try WebClient.fetch(request, into: file.raw)
    return (result, try file.read(at: 0, length: 1 << 20))
  }
}

struct PeerAddressTests {
  @Test(
    arguments: [
      [127, 0, 0, 1], [10, 1, 2, 3], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
      [169, 254, 169, 254], [100, 64, 0, 1], [0, 0, 0, 0], [224, 0, 0, 1], [255, 255, 255, 255],
      [198, 18, 0, 1], six([0, 0, 0, 0, 0, 0, 0, 1]), six([0, 0, 0, 0, 0, 0, 0, 0]),
      six([0xFE80, 0, 0, 0, 0, 0, 0, 1]), six([0xFC00, 0, 0, 0, 0, 0, 0, 1]),
      six([0xFD12, 0, 0, 0, 0, 0, 0, 1]), six([0xFF02, 0, 0, 0, 0, 0, 0, 1]),
      six([0, 0, 0, 0, 0, 0xFFFF, 0x7F00, 1]), six([0x64, 0xFF9B, 0, 0, 0, 0, 0x0A00, 1]),
      six([0x2002, 0x7F00, 1, 0, 0, 0, 0, 1]), six([0x2001, 0xDB8, 0, 0, 0, 0, 0, 1]), [],
    ] as [[UInt8]]
  )
  func `private addresses are known`(bytes: [UInt8]) {
    #expect(PeerAddress(bytes: bytes).isPrivate)
  }

  @Test(
    arguments: [
      [1, 1, 1, 1], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [192, 169, 0, 1],
      [223, 255, 255, 255], six([0x2606, 0x4700, 0, 0, 0, 0, 0, 0x1111]),
      six([0, 0, 0, 0, 0, 0xFFFF, 0x0101, 0x0101]), six([0x2001, 0x4860, 0, 0, 0, 0, 0, 0x8888]),
    ] as [[UInt8]]
  )
  func `public addresses are known`(bytes: [UInt8]) {
    #expect(!PeerAddress(bytes: bytes).isPrivate)
  }
}

private func six(_ words: [UInt16]) -> [UInt8] {
  words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
}
