import CacheTrials
import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheTests {
  @Test func `what was put in comes out, with where it came from`() throws {
    let rig = try CacheRig()
    #expect(try rig.insert(1, [1, 2, 3]) == .kept)
    let hit = try #require(try rig.cache.find(CacheRig.key(1)))
    #expect(try hit.files.map { try $0.bytes() } == [[1, 2, 3]])
    #expect(try hit.about() == ["number": 1])
    #expect(try rig.bytes(2) == nil)
  }

  @Test func `an entry is private, read-only and whole`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1], .tts)
    let entry = try rig.entry(1, .tts)
    #expect(try entry.names() == ["data.bin", "metadata.json"])
    #expect(try FileFacts(descriptor: entry.raw).mode == 0o700)
    #expect(try entry.facts("data.bin")?.mode == 0o444)
    #expect(try entry.facts("metadata.json")?.mode == 0o400)
    #expect(try rig.state.folder("building").names().isEmpty)
  }

  @Test func `a result of several files comes back in order`() throws {
    let rig = try CacheRig()
    let content = CacheContent([
      .init(.bytes([1]), ending: "mp4"), .init(.bytes([2, 2]), ending: "json"),
    ])
    #expect(try rig.cache.insert(content, under: CacheRig.key(1)) == .kept)
    let hit = try #require(try rig.cache.find(CacheRig.key(1)))
    #expect(try hit.files.map { try $0.bytes() } == [[1], [2, 2]])
    #expect(hit.files.map(\.file.ending) == ["mp4", "json"])
    #expect(hit.files.map(\.sha256) == [Digest(sha256: [1]), Digest(sha256: [2, 2])])
  }

  @Test func `the first stays unless it is to be replaced`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1])
    #expect(try rig.insert(1, [2]) == .present)
    #expect(try rig.bytes(1) == [1])
    #expect(try rig.insert(1, [2], replacing: true) == .kept)
    #expect(try rig.bytes(1) == [2])
    #expect(try rig.cache.statistics().parts[.items]?.entries == 1)
  }

  @Test func `what was used last stays, however old it is`() throws {
    let rig = try CacheRig(bytes: 3000)
    for number in 1...3 { try rig.insert(number, [UInt8](repeating: 1, count: 300)) }
    #expect(try rig.bytes(1) != nil)
    try rig.insert(4, [UInt8](repeating: 1, count: 1000))
    #expect(try rig.cache.list().map(\.key) == [3, 1, 4].map { CacheRig.key($0) })
  }

  @Test func `an entry larger than the limit is refused and takes nothing away`() throws {
    let rig = try CacheRig(bytes: 3000)
    try rig.insert(1, [1])
    guard case .refused(.tooLarge(_, 3000)) = try rig.insert(2, [UInt8](repeating: 0, count: 3000))
    else { return #expect(Bool(false), "it was not refused") }
    #expect(try rig.bytes(1) == [1])
  }

  @Test func `each kind ends in its time`() throws {
    let rig = try CacheRig()
    for kind in CacheKind.allCases { try rig.insert(1, [1], kind) }
    rig.letPass(days: 31)
    #expect(try rig.bytes(1, .media) == nil)
    #expect(try rig.bytes(1, .tts) == [1])
    rig.letPass(days: 60)
    #expect(try rig.bytes(1, .tts) == nil)
    #expect(try rig.bytes(1, .items) == nil)
    #expect(try rig.cache.measured() == 0)
  }

  @Test func `a file moved in is gone from where it was, a copied one is not`() throws {
    let rig = try CacheRig()
    let folder = rig.folder
    for name in ["moved", "copied"] {
      try folder.createFile(name, mode: 0o600).writeAll(Array(name.utf8))
    }
    let moved = CacheContent(.moving(folder, "moved"), ending: "part")
    let copied = CacheContent(.copying(folder, "copied"), ending: "part")
    #expect(try rig.cache.insert(moved, under: CacheRig.key(1)) == .kept)
    #expect(try rig.cache.insert(copied, under: CacheRig.key(2)) == .kept)
    #expect(try folder.facts("moved") == nil && folder.facts("copied") != nil)
    #expect(try rig.bytes(1) == Array("moved".utf8))
    #expect(try rig.bytes(2) == Array("copied".utf8))
  }

  @Test func `an ending that leaves the folder is refused`() throws {
    let rig = try CacheRig()
    let content = CacheContent(.bytes([1]), ending: "/../../x")
    #expect(throws: CacheError.self) { try rig.cache.insert(content, under: CacheRig.key(1)) }
    #expect(try rig.cache.statistics().bytes == 0)
  }

  @Test func `no secret gets into an entry`() throws {
    let place = try TrialFolder()
    let cache = try Cache(place.folder, secrets: Secrets(["canary-0123456789"]))
    let about: JSONValue = ["url": "https://example.org/?key=canary-0123456789"]
    let content = CacheContent(.bytes([1]), ending: "bin", about: about)
    _ = try cache.insert(content, under: CacheRig.key(1))
    let entry = try place.folder.folder("\(CacheRig.key(1))")
    let text = try entry.openFile("metadata.json").readAll(limit: 1 << 16)
    #expect(!String(decoding: text, as: UTF8.self).contains("canary"))
  }

  @Test func `a hit is placed without being copied where that can be`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1, 2, 3])
    let hit = try #require(try rig.cache.find(CacheRig.key(1)))
    let folder = rig.folder
    let way = try hit.files[0].place(as: "here.bin", in: folder)
    #expect(try folder.openFile("here.bin").readAll(limit: 9) == [1, 2, 3])
    #expect(way != .copied)
    if way == .linked { #expect(try folder.facts("here.bin")?.mode == 0o444) }
    // Through the second name the entry is as whole as before.
    #expect(try rig.bytes(1) == [1, 2, 3])
    // Evicted meanwhile: only a copy is left.
    _ = try rig.cache.clear()
    _ = try hit.files[0].place(as: "there.bin", in: folder)
    #expect(try folder.openFile("there.bin").readAll(limit: 9) == [1, 2, 3])
  }

  @Test func `the index grows with the entries`() throws {
    let rig = try CacheRig()
    for number in 0..<1100 { try rig.insert(number, [1]) }
    #expect(try rig.cache.list().map(\.key) == (0..<1100).map { CacheRig.key($0) })
    #expect(try rig.another().find(CacheRig.key(0)) != nil)
  }
}
