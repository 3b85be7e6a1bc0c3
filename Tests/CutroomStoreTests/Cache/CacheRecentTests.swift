import CacheTrials
import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheRecentTests {
  @Test func `a small entry is found without its file`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1, 2, 3])
    try rig.entry(1).remove("data.bin")
    try rig.entry(1).remove("metadata.json")
    let hit = try #require(try rig.cache.find(CacheRig.key(1)))
    #expect(try hit.files[0].bytes() == [1, 2, 3])
    #expect(try hit.about() == ["number": 1])
    #expect(try hit.files[0].open().readAll(limit: 10) == [1, 2, 3])
  }

  @Test func `an entry that is to be held must be there itself`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1])
    #expect(try rig.cache.find(CacheRig.key(1), holding: true) != nil)
    try rig.cache.letGo(CacheRig.key(1))
    try rig.folder.folder("items").removeTree(CacheRig.key(1).digest.description)
    #expect(try rig.cache.find(CacheRig.key(1), holding: true) == nil)
    #expect(try rig.bytes(1) == nil)
  }

  @Test func `a lower limit cuts what stands side by side`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    for number in 0..<40 { try rig.insert(number, [UInt8](repeating: 1, count: 1500)) }
    let smaller = try Cache(rig.folder, limits: CacheLimits(bytes: 1 << 30, recentBytes: 10_000))
    #expect(try smaller.statistics().recent == 10_000)
    let none = try Cache(rig.folder, limits: CacheLimits(bytes: 1 << 30, recentBytes: 0))
    #expect(try none.statistics().recent == 0)
    for number in 0..<40 { #expect(try rig.bytes(number)?.count == 1500) }
  }

  @Test func `what was written over or spoilt is read from its file`() throws {
    let rig = try CacheRig(recent: 40_000)
    for number in 0..<40 { try rig.insert(number, [UInt8](repeating: UInt8(number), count: 1500)) }
    for number in 0..<40 {
      #expect(try rig.bytes(number) == [UInt8](repeating: UInt8(number), count: 1500))
    }
    #expect(try #require(try rig.state.facts("recent")).size <= 40_000)
    let zeros = [UInt8](repeating: 0, count: 40_000)
    let recent = try rig.state.openForWriting("recent", mode: 0o600)
    #expect(try zeros.withUnsafeBytes { try recent.write($0, at: 0) })
    for number in 0..<40 {
      #expect(try rig.bytes(number) == [UInt8](repeating: UInt8(number), count: 1500))
    }
    // It was the file that was read: without it there is nothing.
    try rig.entry(39).remove("data.bin")
    #expect(try rig.bytes(39) == nil)
  }

  @Test func `an entry that is replaced is found as it is now`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1])
    try rig.insert(1, [2, 2], replacing: true)
    #expect(try rig.bytes(1) == [2, 2])
    try rig.insert(2, [UInt8](repeating: 7, count: 8 << 10))
    #expect(try rig.bytes(2)?.count == 8 << 10)
  }

  @Test func `a hit is placed as the cache's own file, or with the right bytes`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1, 2, 3])
    let hit = try #require(try rig.cache.find(CacheRig.key(1)))
    #expect(try hit.files[0].place(as: "one", in: rig.folder) != .copied)
    try rig.put([9, 9, 9], over: 1)
    #expect(try hit.files[0].place(as: "two", in: rig.folder) == .copied)
    for name in ["one", "two"] {
      #expect(try rig.folder.openFile(name).readAll(limit: 10) == [1, 2, 3])
    }
    // A look at every byte looks at the files.
    #expect(try rig.cache.verify().wrong == [CacheRig.key(1)])
  }

  @Test func `clearing everything and losing the index forget it`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1])
    try rig.state.remove("index")
    #expect(try rig.bytes(1) == [1])
    try rig.entry(1).remove("data.bin")
    #expect(try rig.bytes(1) == nil)
    try rig.insert(2, [2])
    #expect(try rig.cache.statistics().recent > 0)
    _ = try rig.cache.clear()
    #expect(try rig.cache.statistics().recent == 0)
  }

  @Test func `a growing index keeps it`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    for number in 0..<1200 { try rig.insert(number, [UInt8(number & 255)]) }
    try rig.entry(3).remove("data.bin")
    #expect(try rig.bytes(3) == [3])
  }

  @Test func `entries leave room for it within the limit`() throws {
    #expect(CacheLimits().entryBytes == (10 << 30) - (384 << 20))
    #expect(CacheLimits(bytes: 10 << 20).recentBytes == 0)
    let rig = try CacheRig(bytes: 200_000, recent: 100_000)
    let outcome = try rig.insert(1, [UInt8](repeating: 0, count: 100_001))
    guard case .refused(.tooLarge(_, 100_000)) = outcome else {
      return #expect(Bool(false), "\(outcome)")
    }
  }

  @Test func `a small file that is kept stands there too`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.folder.createFile("result.json", mode: 0o644).writeAll([1, 2])
    let content = CacheContent(.copying(rig.folder, "result.json"), ending: "json")
    #expect(try rig.cache.insert(content, under: CacheRig.key(1)) == .kept)
    try rig.entry(1).remove("data.json")
    #expect(try rig.bytes(1) == [1, 2])
  }
}
