import CacheTrials
import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheGlanceTests {
  @Test(.timeLimit(.minutes(1)), arguments: [0, 1 << 20])
  func `a hit waits for nobody who holds the lock`(recent: Int64) throws {
    let rig = try CacheRig(recent: recent)
    try rig.insert(1, [1, 2])
    let lock = try rig.state.openAppending("lock", mode: 0o600)
    try lock.lock()
    #expect(try rig.bytes(1) == [1, 2])
  }

  @Test func `what one process found stays when another needs room`() throws {
    let rig = try CacheRig(bytes: 10_000)
    let other = try rig.another()
    for number in 0..<4 { try rig.insert(number, [UInt8](repeating: UInt8(number), count: 1500)) }
    #expect(try other.find(CacheRig.key(3)) != nil)
    rig.letPass()
    #expect(try other.find(CacheRig.key(0)) != nil)
    for number in 4..<7 { try rig.insert(number, [UInt8](repeating: UInt8(number), count: 1500)) }
    let kept = try rig.cache.list().map(\.key)
    #expect(kept.contains(CacheRig.key(0)) && !kept.contains(CacheRig.key(1)))
  }

  @Test func `every use is counted, also of more than there is room for`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    for number in 0..<3 { try rig.insert(number, [1]) }
    let uses = CacheLayout.Uses.most * 2 + 5
    for _ in 0..<uses { #expect(try rig.bytes(1) == [1]) }
    #expect(try rig.bytes(2) == [1])
    let slots = try rig.cache.withDesk { try $0.index.slots() }
    #expect(slots.map(\.key) == [0, 1, 2].map { CacheRig.key($0) })
    #expect(slots.map(\.uses) == [0, UInt64(uses), 1])
    #expect(slots.last?.lastUsed == rig.now)
  }

  @Test func `a use that only was noted outlives the index`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    for number in 0..<3 { try rig.insert(number, [1]) }
    #expect(try rig.bytes(0) == [1])
    try rig.cache.rebuild()
    let slots = try rig.cache.withDesk { try $0.index.slots() }
    #expect(slots.map(\.key) == [1, 2, 0].map { CacheRig.key($0) })
    #expect(slots.last?.uses == 1)
  }

  @Test func `an index that somebody died over is looked at with the lock`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    try rig.insert(1, [1])
    let map = try rig.cache.withDesk { $0.index.map }
    _ = map.add(1, at: CacheLayout.version)
    #expect(rig.cache.glance(CacheRig.key(1), isUse: true) == nil)
    #expect(try rig.bytes(1) == [1])
    #expect(map.load(CacheLayout.version) % 2 == 0)
    #expect(rig.cache.glance(CacheRig.key(1), isUse: true) != nil)
  }

  @Test func `a note of a use that is torn or of nothing does no harm`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    for number in 0..<3 { try rig.insert(number, [1]) }
    let index = try rig.cache.withDesk { $0.index }
    // One who was killed before it wrote, a slot that is free, one that there is not.
    for name in [UInt64(0), 900, .max] {
      let place = Int(index.map.add(1, at: CacheLayout.Uses.count))
      index.map.store(name, at: CacheLayout.Uses.name(place))
    }
    #expect(try rig.bytes(0) == [1])
    let slots = try rig.cache.withDesk { try $0.index.slots() }
    #expect(slots.map(\.key) == [1, 2, 0].map { CacheRig.key($0) })
  }

  @Test func `what another process replaced or cleared is not found as it was`() throws {
    let rig = try CacheRig(recent: 1 << 20)
    let other = try rig.another()
    try rig.insert(1, [1])
    #expect(try other.find(CacheRig.key(1))?.files[0].bytes() == [1])
    try rig.insert(1, [2], replacing: true)
    #expect(try other.find(CacheRig.key(1))?.files[0].bytes() == [2])
    try rig.cache.rebuild()
    #expect(other.glance(CacheRig.key(1), isUse: false) == nil)
    #expect(try other.find(CacheRig.key(1))?.files[0].bytes() == [2])
    _ = try rig.cache.clear()
    #expect(try other.find(CacheRig.key(1)) == nil)
  }
}
