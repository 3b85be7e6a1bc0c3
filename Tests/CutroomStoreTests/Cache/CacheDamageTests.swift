import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CacheDamageTests {
  @Test func `wrong bytes are no hit, and are put aside`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1, 2, 3])
    try rig.put([0, 0, 0], over: 1)
    #expect(try rig.bytes(1) == nil)
    #expect(try rig.cache.statistics().parts[.items]?.entries == 0)
    #expect(try rig.cache.statistics().quarantined > 0)
    #expect(try rig.state.folder("quarantine").names().count == 1)
    #expect(try rig.insert(1, [1, 2, 3]) == .kept)
  }

  @Test func `bytes written in place are noticed within the tick of a clock`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1, 2, 3])
    #expect(try rig.bytes(1) != nil)
    // As somebody would who may write to anything.
    let entry = try rig.entry(1)
    try entry.openAppending("data.bin", mode: 0).setMode(0o600)
    let map = try SharedMapOfBytes(entry.openAppending("data.bin", mode: 0))
    map.write([9])
    #expect(try rig.bytes(1) == nil)
  }

  @Test(arguments: [[UInt8](), [1], [1, 2, 3, 4]])
  func `a file of another length is no hit`(bytes: [UInt8]) throws {
    let rig = try CacheRig()
    try rig.insert(1, [1, 2, 3])
    try rig.put(bytes, over: 1)
    #expect(try rig.bytes(1) == nil)
  }

  @Test func `a link or a folder in the place of the data is no hit`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1])
    try rig.entry(1).remove("data.bin")
    _ = try rig.entry(1).makeFolder("data.bin")
    #expect(try rig.bytes(1) == nil)
  }

  @Test func `an index that was lost or spoilt is made anew from the entries`() throws {
    for damage in 0..<6 {
      let rig = try CacheRig()
      for number in 0..<20 { try rig.insert(number, [UInt8(number)]) }
      let state = try rig.state
      let length = Int(try #require(try state.facts("index")).size)
      switch damage {
      case 0: try state.remove("index")
      case 1: try state.openAppending("index", mode: 0).truncate(to: 0)
      case 2: try state.openAppending("index", mode: 0).truncate(to: Int64(length) / 2)
      default:
        // Header, slots of another start of the machine, everything.
        let map = try SharedMap(state.openAppending("index", mode: 0), length: length)
        let offset = [3: 16, 4: 72, 5: 0][damage] ?? 0
        let end = damage == 5 ? length : offset + 8
        for place in stride(from: offset, to: end, by: 8) {
          map.memory.storeBytes(of: 0x5555, toByteOffset: place, as: UInt64.self)
        }
      }
      for number in 0..<20 { #expect(try rig.bytes(number) == [UInt8(number)]) }
      #expect(try rig.cache.statistics().bytes == rig.cache.measured())
    }
  }

  @Test func `no flipped byte of an index loses an entry`() throws {
    let rig = try CacheRig()
    for number in 0..<3 { try rig.insert(number, [UInt8(number)]) }
    let state = try rig.state
    let slots = CacheLayout(entries: 3).slot(0)
    let places =
      Array(stride(from: 0, to: 1040, by: 7))
      + Array(slots..<(slots + 3 * 256)).shuffled().prefix(200)
    for place in places {
      let length = Int(try #require(try state.facts("index")).size)
      let map = try SharedMap(state.openAppending("index", mode: 0), length: length)
      let byte = map.memory.load(fromByteOffset: place, as: UInt8.self)
      map.memory.storeBytes(of: byte ^ 0x41, toByteOffset: place, as: UInt8.self)
      let cache = try rig.another()
      for number in 0..<3 {
        let found = try cache.find(CacheRig.key(number))?.files.first?.bytes()
        #expect(found == nil || found == [UInt8(number)])
      }
      try rig.cache.rebuild()
      for number in 0..<3 where try rig.bytes(number) != [UInt8(number)] {
        try rig.insert(number, [UInt8(number)])
      }
      #expect(try rig.cache.list().count == 3)
    }
  }

  @Test func `what is no entry is put aside when the index is made anew`() throws {
    let rig = try CacheRig(bytes: 5000)
    try rig.insert(1, [1])
    let items = try rig.folder.folder("items")
    let stray = try items.makeFolder(CacheRig.key(7).digest.description)
    try stray.createFile("data.bin", mode: 0o600).writeAll([UInt8](repeating: 0, count: 9000))
    try items.createFile("notes.txt", mode: 0o600).writeAll([1])
    try rig.cache.rebuild()
    #expect(try rig.cache.statistics().quarantined == 9000)
    // Twice the limit, and the first to go.
    #expect(try rig.insert(2, [2]) == .kept)
    #expect(try rig.bytes(1) == [1])
    #expect(try rig.cache.statistics().quarantined == 0)
    #expect(try items.facts("notes.txt") != nil)
  }

  @Test func `an entry that no index knows is known when that is made anew`() throws {
    let rig = try CacheRig()
    try rig.insert(1, [1])
    let entry = try rig.entry(1)
    let other = try CacheRig()
    #expect(try other.bytes(1) == nil)
    let target = try other.folder.folder("items")
      .makeFolder(CacheRig.key(1).digest.description, mode: 0o700)
    for name in try entry.names() { try entry.link(name, to: name, in: target) }
    #expect(try other.bytes(1) == nil)
    try other.cache.rebuild()
    #expect(try other.bytes(1) == [1])
  }

  @Test func `verify reads every byte`() throws {
    let rig = try CacheRig()
    for number in 0..<4 { try rig.insert(number, [UInt8(number), 1]) }
    try rig.put([7, 7], over: 2)
    try rig.entry(3).remove("metadata.json")
    var last = 0
    let result = try rig.cache.verify { done, _, _ in last = done.entries }
    #expect(result.wrong == [CacheRig.key(2), CacheRig.key(3)] && last == 4)
    #expect(try rig.cache.list().map(\.key) == [0, 1].map { CacheRig.key($0) })
  }
}

/// Writes into a file as a program does that maps it.
private struct SharedMapOfBytes {
  private let map: SharedMap

  init(_ file: consuming Descriptor) throws { map = try SharedMap(file, length: 1) }

  func write(_ bytes: [UInt8]) {
    for (place, byte) in bytes.enumerated() {
      map.memory.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
    }
  }
}
