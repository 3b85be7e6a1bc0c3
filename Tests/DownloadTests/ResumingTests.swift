import BuiltPrograms
import CutroomModel
import CutroomStore
import CutroomSystem
import LoopbackServices
import MediaFixtures
import Testing

@testable import CutroomProviders

@Suite struct ResumingTests {
  let rig: DownloadRig

  init() throws { rig = try DownloadRig() }

  @Test func `what was stopped goes on where it was`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway("file/thing?pace=400000")
    let here = try rig.partLength()
    #expect(here > 0 && here < bytes.count)
    #expect(try rig.entries == 0)
    #expect(try rig.fetch("file/thing?key=another", .video).entry?.bytes == bytes)
    let last = try #require(try rig.server.log().last)
    #expect(last.headers["range"] == "bytes=\(here)-" && last.headers["if-range"] != nil)
    #expect(last.sent == Int64(bytes.count) - here)
    #expect(try rig.parts == [])
  }

  @Test(arguments: [
    "file/thing?range=no", "file/thing?etag=", "file/thing?etag=W/\"weak\"",
  ])
  func `what cannot go on begins anew`(path: String) async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway(path + "&pace=400000")
    #expect(try rig.fetch(path, .video).entry?.bytes == bytes)
  }

  @Test(arguments: ["", "&range=deaf"])
  func `another file under the same address comes whole`(mode: String) async throws {
    try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway("file/thing?pace=400000" + mode)
    let bytes = try await rig.put(.moovAtEnd, as: "thing")
    // A server that does not heed If-Range sends a part of the other one.
    #expect(try rig.fetch("file/thing?" + mode, .video).entry?.bytes == bytes)
    #expect(try rig.server.log().count == (mode.isEmpty ? 2 : 3))
  }

  @Test func `a date that is old names the file as well`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    let path = "file/thing?etag=&date=Sun,%2001%20Mar%202026%2009:30:00%20GMT"
    try rig.stopHalfway(path + "&pace=400000")
    let here = try rig.partLength()
    #expect(try rig.fetch(path, .video).entry?.bytes == bytes)
    #expect(try rig.server.log().last?.headers["range"] == "bytes=\(here)-")
  }

  @Test func `a line that breaks again and again still brings the file`() async throws {
    let bytes = try await rig.put(.testCard, as: "thing")
    let piece = bytes.count / 3 + 1
    #expect(try rig.fetch("file/thing?cut=\(piece)").entry?.bytes == bytes)
    #expect(try rig.server.log().count == 3)
  }

  @Test(arguments: ["&range=no", "&etag=&coding=chunked"])
  func `a file that always ends early is refused`(mode: String) async throws {
    try await rig.put(.testCard, as: "thing")
    let fault = try #require(rig.fault("file/thing?cut=1000" + mode))
    #expect(fault.code == .badAnswer && fault.message.contains("each time"), "\(fault)")
    #expect(try rig.server.log().count == 2)
    #expect(try rig.parts == [])
  }

  @Test func `an address that has expired leaves the part for the next one`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway("file/thing?pace=400000")
    let here = try rig.partLength()
    try rig.server.queue(.init(403, body: "expired"))
    #expect(rig.fault("file/thing", .video)?.code == .auth)
    #expect(try rig.partLength() == here)
    #expect(try rig.fetch("file/thing?signed=anew", .video).entry?.bytes == bytes)
    #expect(try rig.server.log().last?.headers["range"] == "bytes=\(here)-")
  }

  @Test(arguments: [true, false])
  func `a server that has no such part tells whether it is whole`(isWhole: Bool) async throws {
    let bytes = try await rig.put(.testCard, as: "thing")
    let key = CacheKey(try rig.download("file/thing").request)
    let url = rig.server.url("file/thing")
    var mark = DownloadMark(
      source: Digest(sha256: Array(url.utf8)),
      boot: ThisBoot.number
    )
    mark.etag = isWhole ? "\"one\"" : "\"two\""
    let parts = try rig.cache.parts()
    let here = isWhole ? bytes : bytes + [0]
    try parts.createFile("\(key.digest).part", mode: 0o600).writeAll(here)
    try parts.createFile("\(key.digest).json", mode: 0o600).writeAll(mark.bytes)
    let path = "file/thing?range=deaf&etag=\(isWhole ? "%22one%22" : "%22two%22")"
    #expect(try rig.fetch(path).entry?.bytes == bytes)
    #expect(try rig.server.log().count == (isWhole ? 1 : 2))
  }

  @Test func `a part that the cache has too is never written`() async throws {
    let bytes = try await rig.put(.faststart, as: "thing")
    try rig.stopHalfway("file/thing?pace=400000")
    let parts = try rig.cache.parts()
    let name = try #require(try rig.parts.first { $0.hasSuffix(".part") })
    let before = try parts.openFile(name).readAll(limit: 1 << 26)
    try parts.link(name, to: "other", in: rig.files)
    #expect(try rig.fetch("file/thing", .video).entry?.bytes == bytes)
    #expect(try rig.files.openFile("other").readAll(limit: 1 << 26) == before)
  }

  @Test func `what a kill left of a file that is kept goes with the next look`() async throws {
    try await rig.put(.testCard, as: "thing")
    let download = try rig.download("file/thing")
    guard case .downloaded(let hit) = try rig.fetch(download) else {
      return #expect(Bool(false), "not downloaded")
    }
    // Killed behind the rename into the cache: the part is the entry's own file.
    let digest = "\(hit.key.digest)"
    let entry = try rig.root.folder("media/\(digest)")
    try entry.link("data.jpg", to: "\(digest).part", in: rig.cache.parts())
    guard case .cached(let again) = try rig.fetch(download) else {
      return #expect(Bool(false), "not found")
    }
    #expect(try again.files[0].bytes() == hit.files[0].bytes())
    #expect(try rig.parts == [])
  }

  @Test func `processes that are killed lose nothing and leave nothing half`() throws {
    let null = try Descriptor.openForReading("/dev/null")
    func run(_ words: String...) throws -> ChildProcess.ExitStatus {
      let program = "\(builtPrograms)/download-faults"
      return try ChildProcess(
        program: program,
        arguments: [program, "kills"] + words,
        environment: ["PATH=/usr/bin:/bin"],
        mappings: [(null.raw, 0), (null.raw, 1), (2, 2)],
        parentDeathSignal: 0
      ).wait()
    }
    #expect(try run("6", "1") == .exited(0))
    #expect(try run("6", "1", "--forget") == .exited(1))
  }

  // MARK: - Decisions

  @Test func `bytes are gone on with only where they are known`() {
    let source = Digest(sha256: [1])
    func point(
      _ length: Int64,
      boot: UInt64 = 1,
      source other: Digest? = nil,
      _ change: (inout DownloadMark) -> Void = { _ in }
    ) -> ResumePoint {
      var mark = DownloadMark(source: source, boot: 1)
      mark.etag = "\"e\""
      mark.total = 10
      change(&mark)
      return ResumePoint(mark, length: length, source: other ?? source, boot: boot)
    }
    #expect(point(5) == .middle(5, validator: "\"e\""))
    #expect(point(10) == .end)
    #expect(point(0) == .start && point(11) == .start)
    #expect(point(5, boot: 2) == .start && point(5, source: .zero) == .start)
    #expect(point(5) { $0.etag = "W/\"e\"" } == .start)
    #expect(point(5) { $0.total = nil } == .middle(5, validator: "\"e\""))
    #expect(ResumePoint(nil, length: 5, source: source, boot: 1) == .start)
  }

  @Test func `a line that breaks is taken up again while that helps`() {
    var tries = DownloadTries()
    #expect(tries.brokeOff(start: 0, length: 10) == .again)
    #expect(tries.brokeOff(start: 10, length: 20) == .again)
    #expect(tries.brokeOff(start: 20, length: 20) == .later)
    tries = DownloadTries()
    #expect(tries.brokeOff(start: 0, length: 10) == .again)
    #expect(tries.brokeOff(start: 0, length: 10) == .never)
    tries = DownloadTries()
    #expect(tries.brokeOff(start: 0, length: 0) == .later)
    tries = DownloadTries()
    for length in Int64(1)...3 {
      #expect(tries.brokeOff(start: length - 1, length: length) == .again)
    }
    #expect(tries.brokeOff(start: 3, length: 4) == .later)
  }
}
