import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import LoopbackServices
import MediaFixtures
import Testing

@Suite struct DownloaderTests {
  let rig: DownloadRig

  init() throws { rig = try DownloadRig() }

  @Test(arguments: [
    (Fixture.testCard, "jpg", FoundKind.image), (.faststart, "mp4", .video),
    (.narrationMp3, "mp3", .music),
  ])
  func `a file comes once and is found from then on`(
    fixture: Fixture,
    ending: String,
    kind: FoundKind
  ) async throws {
    let bytes = try await rig.put(fixture, as: "thing")
    // What the server calls it counts for nothing.
    let first = try rig.fetch("file/thing?type=text/html", kind)
    guard case .downloaded(let hit) = first else { return #expect(Bool(false), "\(first)") }
    #expect(hit.files.map(\.file.ending) == [ending])
    #expect(try hit.files[0].bytes() == bytes)
    let about = try #require(try hit.about())
    #expect(about["asset"] == "7" && about["rights"]?["author"] == "Ann")
    #expect(try rig.parts.isEmpty)

    let second = try #require(try rig.fetch("file/thing", kind).entry)
    #expect(second.bytes == bytes && !second.isNew)
    #expect(try rig.server.log().count == 1)
  }

  @Test(arguments: [
    (LoopbackServer.Answer(404), ProviderFault.Code.notFound, nil as ClosedRange<Int64>?),
    (.init(410), .notFound, nil), (.init(401), .auth, nil), (.init(403), .auth, nil),
    (.init(500), .server, nil), (.init(503), .server, nil), (.init(418), .invalidInput, nil),
    (.init(204), .badAnswer, nil), (.init(304), .badAnswer, nil),
    (.init(429, headers: ["Retry-After": "7"]), .rateLimit, 7000...7000),
    (.init(503, headers: ["Retry-After": "1"]), .rateLimit, 1000...1000),
    (.init(429, headers: ["Retry-After": "Sun, 01 Mar 2026 09:30:00 GMT"]), .rateLimit, 0...0),
    (
      .init(429, headers: ["Retry-After": "Tue, 01 Mar 2067 09:30:00 GMT"]), .rateLimit,
      RetryAfter.longest...RetryAfter.longest
    ),
    (.init(429), .rateLimit, nil), (.init(body: "<html>no</html>"), .badAnswer, nil),
    (.init(headers: ["Content-Type": "image/jpeg"], body: #"{"error": "no"}"#), .badAnswer, nil),
    (.init(), .badAnswer, nil), (.init(fault: .reset), .network, nil),
  ])
  func `what is no file is a fault of its kind, and nothing is kept`(
    answer: LoopbackServer.Answer,
    code: ProviderFault.Code,
    wait: ClosedRange<Int64>?
  ) throws {
    try rig.server.queue(answer, times: 10)
    let fault = try #require(rig.fault("file/thing"))
    #expect(fault.code == code, "\(fault)")
    #expect(fault.retryAfterMs.map { $0...$0 } == wait)
    #expect(try rig.entries == 0)
    #expect(try rig.parts == [])
  }

  @Test(arguments: [
    (Fixture.jpegHalf, FoundKind.image), (.jpegAlmost, .image), (.pngHalf, .image),
    (.webpHalf, .image), (.gif, .image), (.html, .image), (.faststartHalf, .video),
    (.faststartAlmost, .video), (.moovCutOff, .video), (.webmHalf, .video), (.testCard, .video),
    (.faststart, .image), (.mp3Half, .music), (.wavPart, .music), (.randomBytes, .music),
  ])
  func `what is cut short or something else is refused`(
    fixture: Fixture,
    kind: FoundKind
  ) async throws {
    try await rig.put(fixture, as: "thing")
    let fault = try #require(rig.fault("file/thing", kind))
    #expect(fault.code == .badAnswer, "\(fault)")
    #expect(try rig.entries == 0)
    #expect(try rig.parts == [])
  }

  @Test func `a private address is refused, and said to be one`() throws {
    var download = try rig.download("file/thing")
    download.allowPrivatePeers = false
    let refused = try #require(throws: ProviderFault.self) { try rig.fetch(download) }
    #expect(refused.code == .privateAddress && refused.message.contains("127.0.0.1"))
    #expect(try rig.server.log().isEmpty)
  }

  @Test(arguments: ["file/thing", "endless", "file/thing?coding=chunked", "file/thing?coding=gzip"])
  func `what is larger than it may be is refused and forgotten`(path: String) async throws {
    try await rig.put(.faststart, as: "thing")
    var download = try rig.download(path, .video)
    download.maxBytes = 5000
    let fault = try #require(throws: ProviderFault.self) { try rig.fetch(download) }
    #expect(fault.code == .badAnswer && fault.message.contains("larger"))
    #expect(try rig.parts == [])
  }

  @Test func `a slow drip ends at the time that there is`() throws {
    var download = try rig.download("drip")
    download.timeoutMs = 400
    let fault = try #require(throws: ProviderFault.self) { try rig.fetch(download) }
    #expect(fault.code == .network)
  }

  @Test(arguments: ["file/thing?coding=gzip", "file/thing?coding=chunked"])
  func `a coding of the way is taken off`(path: String) async throws {
    let bytes = try await rig.put(.testCard, as: "thing")
    #expect(try rig.fetch(path).entry?.bytes == bytes)
  }

  @Test func `many who ask at once get one download`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    let rig = rig
    var found: [[UInt8]?] = []
    try SideBySide.run(
      Array(0..<4),
      threads: 4,
      work: { _ in try? rig.fetch("file/thing?pace=4000000", .video).entry?.bytes },
      each: { found.append($0) }
    )
    #expect(found.allSatisfy { $0 == bytes })
    #expect(try rig.server.log().count == 1)
  }

  @Test func `a cache without room leaves the file to who wants it`() async throws {
    let small = try DownloadRig(limit: 10_000)
    let bytes = try await small.put(.faststart, as: "thing")
    for requests in [1, 1] {
      guard case .unkept(let file) = try small.fetch("file/thing", .video) else {
        return #expect(Bool(false), "it was kept")
      }
      try small.files.remove("copy")
      try file.copy(as: "copy", in: small.files)
      #expect(try small.files.openFile("copy").readAll(limit: 1 << 26) == bytes)
      #expect(file.ending == "mp4")
      #expect(try small.server.log().count == requests)
    }
  }

  @Test func `an address without a query is a name, one with a query a secret`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    let canary = "canary0815canary"
    let url = rig.server.url("file/thing?pace=2000000&token=\(canary)")
    let cancellation = try Cancellation()
    func fetch(
      _ stop: Cancellation,
      _ progress: @escaping @Sendable (Double) -> Void = { _ in }
    )
      throws -> Downloaded
    {
      try rig.downloader.fetch(
        Download(plain: url, kind: .video, allowPrivatePeers: true),
        cancellation: stop,
        progress: progress
      )
    }
    #expect(throws: ProviderFault.self) { try fetch(cancellation) { _ in cancellation.cancel() } }
    #expect(try rig.parts.count == 2)
    #expect(try bytesOfAll(in: rig.root).contains(canary) == false)
    #expect(try fetch(Cancellation()).entry?.bytes == bytes)
    let text = try bytesOfAll(in: rig.root)
    #expect(!text.contains(canary) && text.contains("sha256:"))

    let plain = try PlainAddress.request("HTTPS://E.org:443/a/b.jpg#part")
    #expect(plain.asset == "https://e.org/a/b.jpg")
    #expect(try PlainAddress.request("https://e.org/@ann/b.jpg").asset.hasPrefix("sha256:"))
    #expect(throws: ProviderFault.self) { try PlainAddress.request("file:///etc/passwd") }
  }

  /// Names and contents of everything below a folder.
  private func bytesOfAll(in folder: Folder) throws -> String {
    var text = ""
    for entry in try folder.entries() {
      text += entry.name + "\n"
      if entry.kind == .directory {
        text += try bytesOfAll(in: folder.folder(entry.name))
      } else if entry.kind == .regular {
        text += String(
          decoding: try folder.openFile(entry.name).readAll(limit: 1 << 26),
          as: UTF8.self
        )
      }
    }
    return text
  }
}
