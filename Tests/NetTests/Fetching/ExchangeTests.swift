import CutroomModel
import CutroomSystem
import LoopbackServices
import Testing
import WebFetch

@Suite struct ExchangeTests {
  let server: LoopbackServer

  init() throws { server = try LoopbackServer.start(script: "web") }

  // MARK: - Asking

  @Test func `fields go along, and any status is an answer`() throws {
    let (refused, kept) = try ask(exchange("guarded"))
    #expect(refused.status == 401 && !refused.isSuccess)
    #expect(refused.headers["www-authenticate"] == "Bearer")
    // The page may repeat a secret: it is no part of the file.
    #expect(refused.page == "who are you?" && refused.bytes == 0 && kept.isEmpty)
    let (reply, body) = try ask(
      exchange("guarded", [.init("Authorization", "Bearer open-sesame"), .init("X-Empty", "")])
    )
    #expect(reply.status == 200 && body == "a treasure" && reply.page.isEmpty)
    #expect(try server.log().last?.headers["x-empty"] == "")
  }

  @Test(arguments: [
    WebExchange.Field("X-A", "1\r\nX-Evil: 1"), .init("X-A", "1\n"), .init("X-A", "a\0b"),
    .init("X-A\r\nX-Evil", "1"), .init("X A", "1"), .init("X-A:", "1"), .init("", "1"),
    .init("Content-Length", "5"), .init("Transfer-Encoding", "chunked"), .init("Host", "evil"),
    .init("Range", "bytes=1-"), .init("Proxy-Authorization", "x"),
  ])
  func `no field can smuggle another one in`(field: WebExchange.Field) throws {
    let failure = try #require(throws: WebFailure.self) { try ask(exchange("feed", [field])) }
    guard case .malformedField(let name) = failure.error else {
      return #expect(Bool(false), "\(failure)")
    }
    #expect(!failure.mayHaveArrived && !name.contains("\n"))
    #expect(try server.log().isEmpty)
  }

  @Test func `a body is sent as it is`() throws {
    var exchange = exchange("echo", [.init("Content-Type", "application/json")])
    exchange.method = .post
    let sent = String(repeating: #"{"text": "dünen"} "#, count: 100_000)
    let (reply, body) = try ask(exchange, sending: Array(sent.utf8))
    let echo = try JSONReader.read(
      Array(body.utf8),
      limits: JSONLimits(bytes: 8 << 20, stringBytes: 8 << 20)
    )
    #expect(reply.status == 200 && echo["body"]?.string == sent)
    #expect(echo["headers"]?["content-type"] == "application/json")
    #expect(echo["headers"]?["expect"] == nil)
  }

  @Test(arguments: ["mistake/200000", "mistake/"])
  func `of the page of an error only the beginning is kept`(path: String) throws {
    let (reply, body) = try ask(exchange(path))
    #expect(reply.status == 500 && reply.page.utf8.count == WebClient.mostPageBytes)
    #expect(body.isEmpty && reply.bytes == 0)
  }

  // MARK: - Elsewhere

  @Test func `another server gets no field that was meant for the first`() throws {
    let other = try LoopbackServer.start(script: "web")
    let fields = [
      WebExchange.Field("Authorization", "Bearer secret"), .init("X-Api-Key", "secret"),
      .init("Cookie", "a=secret"), .init("xi-api-key", "secret"), .init("X-Custom", "secret"),
      .init("Accept", "image/*"),
    ]
    // There and back again: what was taken off stays off.
    let back = server.url("headers")
    for (target, isElsewhere) in [
      (other.url("to?url=\(back)"), true), (server.url("headers"), false),
    ] {
      var exchange = exchange("to?url=\(target)", fields)
      exchange.followsRedirects = true
      let (reply, body) = try ask(exchange)
      #expect(reply.finalURL == back && reply.status == 200)
      #expect(body.contains("secret") == !isElsewhere)
      #expect(body.contains("image/*"))
    }
    let seen = try #require(try other.log().first)
    #expect(!seen.headers.values.contains { $0.contains("secret") })
  }

  @Test func `a redirect is an answer where it is not to be followed`() throws {
    let target = "to?url=\(server.url("feed"))"
    #expect(try ask(exchange(target)).reply.status == 302)
    var post = exchange(target + "&status=307")
    post.method = .post
    post.followsRedirects = true
    let (reply, body) = try ask(post, sending: [1])
    #expect(reply.status == 307 && reply.page == "moved" && body.isEmpty)
    #expect(try server.log().count == 2)
  }

  // MARK: - Parts

  @Test func `the rest is put behind what is there`() throws {
    let (reply, body) = try ask(
      resuming("\"a\"", .init(206, headers: ["Content-Range": "bytes 4-5/6"], body: "ef")),
      over: "abcdXX"
    )
    #expect(reply.status == 206 && reply.bytes == 2 && body == "abcdef")
    let seen = try #require(try server.log().last)
    #expect(seen.headers["range"] == "bytes=4-" && seen.headers["if-range"] == "\"a\"")
    #expect(seen.headers["accept-encoding"] == "identity")
  }

  @Test func `the whole takes the place of what is there`() throws {
    let (reply, body) = try ask(resuming("\"a\"", .init(body: "new")), over: "abcd")
    #expect(reply.status == 200 && body == "new")
  }

  @Test(arguments: [
    LoopbackServer.Answer(503, body: "later"), .init(416, headers: ["Content-Range": "bytes */4"]),
  ])
  func `what is there stays where nothing comes`(answer: LoopbackServer.Answer) throws {
    let (reply, body) = try ask(resuming("\"a\"", answer), over: "abcd")
    #expect(reply.status == answer.status && body == "abcd" && reply.page == answer.body)
  }

  @Test(arguments: [
    ["Content-Range": "bytes 3-5/6"], ["Content-Range": "bytes nonsense"], [:],
    ["Content-Range": "bytes 4-5/6", "ETag": "\"b\""],
    ["Content-Range": "bytes 4-5/6", "Content-Encoding": "gzip"],
  ])
  func `a part that was not asked for is refused`(headers: [String: String]) throws {
    let file = try scratchFile()
    try file.writeAll(Array("abcd".utf8))
    let exchange = try resuming("\"a\"", .init(206, headers: headers, body: "ef"))
    let failure = try #require(throws: WebFailure.self) {
      try WebClient.exchange(exchange, WebFiles(output: file.raw))
    }
    guard case .badAnswer = failure.error else { return #expect(Bool(false), "\(failure)") }
    #expect(try file.read(at: 0, length: 10) == Array("abcd".utf8))
  }

  // MARK: - What may have arrived

  @Test(arguments: [
    LoopbackServer.Answer(fault: .reset), .init(fault: .cut), .init(fault: .silence),
  ])
  func `what was sent and not answered may have arrived`(answer: LoopbackServer.Answer) throws {
    try server.queue(answer)
    var post = exchange("echo")
    post.method = .post
    post.timeoutMs = 400
    let failure = try #require(throws: WebFailure.self) { try ask(post, sending: [1]) }
    #expect(failure.mayHaveArrived && failure.error.isTransient, "\(failure)")
    #expect(try server.log().count == 1)
  }

  @Test func `what was never sent has not arrived`() throws {
    let closed = try LoopbackServer.start(script: "web").url("echo")
    for url in [closed, "http://nothing.invalid/", "ftp://127.0.0.1/", "http://a b/"] {
      var post = WebExchange(url: url, method: .post, allowPrivatePeers: true)
      post.timeoutMs = 5000
      let failure = try #require(throws: WebFailure.self) { try ask(post, sending: [1]) }
      #expect(!failure.mayHaveArrived, "\(url): \(failure)")
    }
    let refused = WebExchange(url: server.url("echo"), method: .post)
    let failure = try #require(throws: WebFailure.self) { try ask(refused, sending: [1]) }
    #expect(failure == WebFailure(.refusedPeer("127.0.0.1"), mayHaveArrived: false))
    #expect(try server.log().isEmpty)
  }

  @Test func `the query of an address is in no message`() throws {
    let exchange = WebExchange(url: "http://user:pw@a b/x?token=canary", allowPrivatePeers: true)
    let failure = try #require(throws: WebFailure.self) { try ask(exchange) }
    #expect(failure.error == .malformedURL("a b/x"))
  }

  // MARK: -

  private func exchange(_ path: String, _ fields: [WebExchange.Field] = []) -> WebExchange {
    WebExchange(url: server.url(path), fields: fields, allowPrivatePeers: true)
  }

  private func resuming(
    _ validator: String,
    _ answer: LoopbackServer.Answer
  ) throws -> WebExchange {
    try server.queue(answer)
    var exchange = exchange("file/x")
    exchange.resumeFrom = 4
    exchange.ifRange = validator
    exchange.wantsPlainBytes = true
    return exchange
  }

  private func ask(
    _ exchange: WebExchange,
    sending sent: [UInt8] = [],
    over before: String = ""
  ) throws -> (reply: WebReply, body: String) {
    let file = try scratchFile()
    try file.writeAll(Array(before.utf8))
    let body = try Descriptor.inMemory("body")
    try body.writeAll(sent)
    let reply = try WebClient.exchange(exchange, WebFiles(output: file.raw, body: body.raw))
    let length = Int(try FileFacts(descriptor: file.raw).size)
    return (reply, String(decoding: try file.read(at: 0, length: length), as: UTF8.self))
  }
}
