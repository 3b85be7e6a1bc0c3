import CacheTrials
import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheReplaceTests {
  /// The new entry is in its place, and the index still knows the old one: what a kill may leave.
  private func rigOfAKill(
    _ ending: String = "bin",
    _ bytes: [UInt8] = [3, 3, 3]
  ) throws -> CacheRig {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1, 1])
    try rig.insert(2, [2])
    let other = try CacheRig()
    other.letPass(days: 1)
    let content = CacheContent(.bytes(bytes), ending: ending, about: ["number": 3])
    _ = try other.cache.insert(content, under: CacheRig.key(1))
    let name = CacheRig.key(1).digest.description
    let place = try rig.folder.folder("items")
    try rig.folder.folder("items").removeTree(name)
    try other.folder.folder("items").rename(name, to: name, in: place)
    return rig
  }

  @Test(arguments: ["bin", "json"])
  func `an entry that lies where the index knows another is taken in`(ending: String) throws {
    let rig = try rigOfAKill(ending)
    let hit = try #require(try rig.cache.find(CacheRig.key(1), holding: true))
    #expect(try hit.files[0].bytes() == [3, 3, 3])
    #expect(try hit.about() == ["number": 3])
    #expect(try rig.cache.statistics().bytes == rig.cache.measured())
    #expect(try rig.cache.list().map(\.key) == [2, 1].map { CacheRig.key($0) })
    #expect(try rig.cache.statistics().quarantined == 0)
    try rig.cache.letGo(CacheRig.key(1))
    #expect(try rig.bytes(1) == [3, 3, 3])
  }

  @Test func `one with the same bytes is as old as it is`() throws {
    let rig = try rigOfAKill("bin", [1, 1])
    let before = try #require(try rig.cache.withDesk { try $0.find(CacheRig.key(1))?.slot })
    let hit = try #require(try rig.cache.find(CacheRig.key(1), holding: true))
    #expect(hit.createdAt > before.createdAt)
    #expect(try hit.files[0].bytes() == [1, 1])
    let other = try rigOfAKill("bin", [1, 1])
    #expect(try other.cache.verify().wrong == [])
    #expect(try other.cache.list().first { $0.key == CacheRig.key(1) }?.createdAt == hit.createdAt)
  }

  @Test func `a look at every byte takes it in, too, and sees whether it is right`() throws {
    let rig = try rigOfAKill()
    #expect(try rig.cache.verify().wrong == [])
    #expect(try rig.cache.statistics().bytes == rig.cache.measured())
    let other = try rigOfAKill()
    try other.put([3, 3, 4], over: 1)
    #expect(try other.cache.verify().wrong == [CacheRig.key(1)])
    #expect(try other.cache.find(CacheRig.key(1), holding: true) == nil)
  }

  @Test func `who works with the old entry works with the new one`() throws {
    let rig = try CacheRig(bytes: 20_000)
    try rig.insert(1, [1])
    let other = try rig.another()
    #expect(try other.find(CacheRig.key(1), holding: true) != nil)
    try rig.insert(1, [UInt8](repeating: 2, count: 3000), replacing: true)
    for number in 2..<20 { try rig.insert(number, [UInt8](repeating: 0, count: 3000)) }
    #expect(try rig.bytes(1)?.count == 3000)
    try other.letGo(CacheRig.key(1))
    #expect(try rig.cache.statistics().bytes == rig.cache.measured())
    #expect(try rig.state.folder("building").names().isEmpty)
  }

  @Test func `an entry whose folder was removed by hand is replaced as well`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1])
    try rig.folder.folder("items").removeTree(CacheRig.key(1).digest.description)
    #expect(try rig.insert(1, [2], replacing: true) == .kept)
    #expect(try rig.bytes(1) == [2])
    #expect(try rig.cache.statistics().bytes == rig.cache.measured())
  }
}
