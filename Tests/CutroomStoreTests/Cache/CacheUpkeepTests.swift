import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheUpkeepTests {
  @Test func `a download that nobody went on with goes after seven days`() throws {
    let rig = try CacheRig()
    let parts = try rig.folder.makeFolder("parts")
    for (name, days) in [("old.part", 8), ("new.part", 6), ("held.part", 9)] {
      let file = try parts.createFile(name, mode: 0o600)
      try file.writeAll([1, 2, 3])
      try file.setModified((rig.now - Int64(days) * 86_400_000_000) * 1000)
    }
    let held = try parts.openFile("held.part")
    #expect(try held.tryLock())
    #expect(try rig.cache.statistics().downloads.bytes == 9)
    #expect(try rig.cache.clean(isDry: true).downloads == ["old.part"])
    #expect(try parts.names().count == 3)
    _ = try rig.cache.clean()
    #expect(try parts.names() == ["held.part", "new.part"])
  }

  @Test func `what the dead left goes, what the living do stays`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1])
    let building = try rig.state.folder("building")
    _ = try building.makeFolder("63-100-0123456789abcdef")
    _ = try rig.state.folder("claims").createFile("items-x", mode: 0o600)
    _ = try rig.state.folder("gone").makeFolder("x")
    let claim = try CacheClaim.take(CacheRig.key(2), in: rig.state.folder("claims")) { false }
    _ = try rig.cache.clean()
    #expect(try building.names().isEmpty && rig.state.folder("gone").names().isEmpty)
    #expect(try rig.state.folder("claims").names() == ["items-\(CacheRig.key(2).digest)"])
    claim.end()
    #expect(try rig.bytes(1) == [1])
  }

  @Test func `index.json of media and speech tells what other programs want to know`() throws {
    let rig = try CacheRig()
    rig.letPass()
    let about: JSONValue = ["request": ["provider": "pexels", "asset": "42"], "secret": "no"]
    let content = CacheContent(.bytes([1, 2]), ending: "jpg", about: about)
    #expect(try rig.cache.insert(content, under: CacheRig.key(1, .media)) == .kept)
    _ = try rig.bytes(1, .media)
    try rig.insert(2, [1])
    _ = try rig.cache.clean()
    let file = try rig.folder.folder("media").openFile("index.json")
    let index = try JSONReader.read(file.readAll(limit: 1 << 20))
    let entry = try #require(index["entries"]?.array?.first)
    #expect(index["kind"] == "cache-index" && index["entries"]?.array?.count == 1)
    #expect(entry["provider"] == "pexels" && entry["asset"] == "42" && entry["secret"] == nil)
    #expect(entry["usageCount"] == 1 && entry["pinned"] == false)
    #expect(entry["path"]?.string == "\(CacheRig.key(1).digest)/data.jpg")
    #expect(try rig.folder.folder("tts").facts("index.json") != nil)
    #expect(try rig.folder.folder("items").facts("index.json") == nil)
  }

  @Test func `a plain file in the place of an entry gives way to one`() throws {
    let rig = try CacheRig()
    let name = CacheRig.key(1).digest.description
    _ = try rig.folder.folder("items").createFile(name, mode: 0o600)
    #expect(try rig.insert(1, [1]) == .kept)
    #expect(try rig.bytes(1) == [1])
  }

  @Test func `what was put aside by somebody who died then is counted`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1, 2, 3])
    let name = CacheRig.key(1).digest.description
    let quarantine = try rig.state.folder("quarantine")
    try rig.folder.folder("items").rename(name, to: "items-\(name)-00000000", in: quarantine)
    #expect(try rig.bytes(1) == nil)
    let statistics = try rig.cache.statistics()
    #expect(statistics.quarantined > 0)
    #expect(try statistics.bytes == rig.cache.measured())
  }

  @Test func `verify has the index know what lies there, and tells what is gone`() throws {
    let rig = try CacheRig()
    for number in 1...3 { try rig.insert(number, [UInt8(number)]) }
    let items = try rig.folder.folder("items")
    try items.removeTree(CacheRig.key(1).digest.description)
    let other = try CacheRig()
    #expect(try other.bytes(2) == nil)
    let target = try other.folder.folder("items")
      .makeFolder(CacheRig.key(2).digest.description, mode: 0o700)
    for name in try rig.entry(2).names() { try rig.entry(2).link(name, to: name, in: target) }
    _ = try other.folder.folder("items").makeFolder(CacheRig.key(5).digest.description)
    let found = try other.cache.verify()
    #expect(found.entries == 1 && found.wrong == [CacheRig.key(5)] && found.missing.isEmpty)
    #expect(try other.bytes(2) == [2])
    let gone = try rig.cache.verify()
    #expect(gone.missing == [CacheRig.key(1)] && gone.wrong.isEmpty && gone.entries == 3)
    #expect(try rig.cache.statistics().bytes == rig.cache.measured())
  }

  @Test func `clear takes a part, and with everything what was wrong`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1], .media)
    try rig.insert(2, [2])
    try rig.insert(3, [3])
    try rig.put([0], over: 3)
    #expect(try rig.bytes(3) == nil)
    #expect(try rig.cache.clear(.media, isDry: true).evicted == [CacheRig.key(1, .media)])
    #expect(try rig.cache.clear(.media).evicted == [CacheRig.key(1, .media)])
    #expect(try rig.cache.statistics().quarantined > 0)
    #expect(try rig.cache.clear().evicted == [CacheRig.key(2)])
    #expect(try rig.cache.statistics().bytes == 0)
  }
}
