import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomStore

@Suite struct CachePinTests {
  private let owner = ProjectID("p")

  @Test func `nothing that is held or pinned goes, and what has no room is refused`() throws {
    let rig = try CacheRig(bytes: 2500)
    let owner = try #require(owner)
    let bytes = [UInt8](repeating: 1, count: 300)
    for number in 1...3 { try rig.insert(number, bytes) }
    #expect(try rig.cache.hold(CacheRig.key(1)))
    try rig.cache.pin(CacheRig.key(2), for: owner)
    guard case .refused(.noRoom) = try rig.insert(4, [UInt8](repeating: 1, count: 1000)) else {
      return #expect(Bool(false), "it was not refused")
    }
    // What could not have helped was left alone.
    #expect(try rig.bytes(3) != nil)
    #expect(try rig.insert(5, bytes) == .kept)
    #expect(try rig.cache.list().map(\.key) == [5, 2, 1].map { CacheRig.key($0) })
  }

  @Test func `letting go makes an entry one of many`() throws {
    let rig = try CacheRig(bytes: 2500)
    let bytes = [UInt8](repeating: 1, count: 300)
    for number in 1...3 { try rig.insert(number, bytes) }
    #expect(try rig.cache.hold(CacheRig.key(1)))
    try rig.cache.letGo(CacheRig.key(1))
    try rig.insert(4, bytes)
    #expect(try rig.cache.list().map(\.key) == [3, 1, 4].map { CacheRig.key($0) })
  }

  @Test func `what another holds stays until it ends`() throws {
    let rig = try CacheRig(bytes: 1700)
    let bytes = [UInt8](repeating: 1, count: 300)
    for number in 1...2 { try rig.insert(number, bytes) }
    let other = try rig.another()
    #expect(try other.hold(CacheRig.key(1)))
    try rig.insert(3, bytes)
    #expect(try rig.bytes(1) != nil)
    other.close()
    try rig.insert(4, bytes)
    try rig.insert(5, bytes)
    #expect(try rig.bytes(1) == nil)
  }

  @Test func `pins survive the index, and a replacement`() throws {
    let rig = try CacheRig()
    let owner = try #require(owner)
    try rig.insert(1, [1])
    try rig.cache.pin(CacheRig.key(1), for: owner)
    #expect(try rig.cache.hold(CacheRig.key(1)))
    try rig.insert(1, [2], replacing: true)
    try rig.state.remove("index")
    let entry = try #require(try rig.cache.list().first)
    #expect(entry.isPinned && entry.isHeld)
    #expect(try rig.cache.clear().evicted.isEmpty)
    #expect(try rig.cache.owners(of: CacheRig.key(1)) == [owner])
  }

  @Test func `a pin that the index does not know counts all the same`() throws {
    let rig = try CacheRig(bytes: 1700)
    try rig.insert(1, [1])
    _ = try rig.entry(1).createFile("pin-p", mode: 0o400)
    #expect(try rig.cache.clear().evicted.isEmpty)
    #expect(try rig.bytes(1) == [1])
  }

  @Test func `clean-up ends old entries and pins without owners`() throws {
    let rig = try CacheRig()
    let owner = try #require(owner)
    try rig.insert(1, [1], .media)
    try rig.insert(2, [1], .tts)
    try rig.cache.pin(CacheRig.key(2, .tts), for: owner)
    rig.letPass(days: 40)
    let dry = try rig.cache.clean(isDry: true) { _ in false }
    #expect(dry.expired == [CacheRig.key(1, .media)] && dry.unpinned == [CacheRig.key(2, .tts)])
    #expect(try rig.cache.list().count == 2)
    let real = try rig.cache.clean { _ in false }
    #expect(real == dry)
    #expect(try rig.cache.owners(of: CacheRig.key(2, .tts)).isEmpty)
    #expect(try rig.folder.folder("tts").facts("index.json")?.kind == .regular)
  }

  @Test func `a run's pin ends when no item needs what it asked for`() throws {
    let rig = try CacheRig()
    let owner = try #require(owner)
    let digests = (1...2).map { Digest(sha256: [UInt8($0)]) }
    for number in 1...3 { try rig.insert(number, [1]) }
    for digest in digests { try rig.cache.pin(CacheRig.key(1), for: owner, askedBy: digest) }
    try rig.cache.pin(CacheRig.key(2), for: owner, askedBy: digests[0])
    try rig.cache.pin(CacheRig.key(3), for: owner)
    func clean(_ needed: Digest, isDry: Bool = false) throws -> [CacheKey] {
      let report = try rig.cache.clean(isDry: isDry, isAsked: { $0 == owner && $1 == needed })
      #expect(report.unpinned.isEmpty && report.expired.isEmpty)
      return report.unneeded
    }
    // What was bought may not be committed yet.
    #expect(try clean(digests[1]) == [])
    rig.letPass(days: 1)
    #expect(try clean(digests[1], isDry: true) == [CacheRig.key(2)])
    #expect(try clean(digests[1]) == [CacheRig.key(2)])
    #expect(try rig.cache.owners(of: CacheRig.key(2)).isEmpty)
    #expect(try rig.bytes(2) == [1])
    #expect(try clean(.zero) == [CacheRig.key(1)])
    #expect(try rig.cache.owners(of: CacheRig.key(3)) == [owner])
  }

  @Test func `a run's pin ends with its entry, and never a person's`() throws {
    let rig = try CacheRig()
    let owner = try #require(owner)
    for number in 1...3 {
      try rig.insert(number, [1], .media)
      try rig.cache.pin(CacheRig.key(number, .media), for: owner, askedBy: .zero)
    }
    // A person wants it kept, before a run asks for it or after.
    try rig.cache.pin(CacheRig.key(2, .media), for: owner)
    try rig.cache.pin(CacheRig.key(2, .media), for: owner, askedBy: Digest(sha256: [1]))
    try rig.insert(3, [2], .media, replacing: true)
    rig.letPass(days: 40)
    try rig.insert(4, [1], .media)
    let dry = try rig.cache.clean(isDry: true)
    let report = try rig.cache.clean()
    #expect(report == dry)
    #expect(report.unneeded == [1, 3].map { CacheRig.key($0, .media) })
    #expect(report.expired == [1, 3].map { CacheRig.key($0, .media) })
    #expect(try rig.cache.list().map(\.key) == [4, 2].map { CacheRig.key($0, .media) })
  }

  @Test func `what the index holds for nobody goes`() throws {
    let rig = try CacheRig()
    for number in 1...2 { try rig.insert(number, [1], .media) }
    // Somebody was killed between the end of a pin and the index.
    try rig.cache.withDesk { desk in
      let (number, _) = try #require(try desk.find(CacheRig.key(1, .media)))
      try desk.index.keep(number, true)
    }
    rig.letPass(days: 40)
    let dry = try rig.cache.clean(isDry: true)
    #expect(try rig.cache.clean() == dry)
    #expect(dry.expired == [1, 2].map { CacheRig.key($0, .media) })
  }

  @Test func `pins go along with an owner's name`() throws {
    let rig = try CacheRig()
    let owner = try #require(owner)
    let (other, new) = (try #require(ProjectID("other")), try #require(ProjectID("new")))
    for number in 1...3 { try rig.insert(number, [1]) }
    for number in 1...2 { try rig.cache.pin(CacheRig.key(number), for: owner, askedBy: .zero) }
    try rig.cache.pin(CacheRig.key(2), for: other)
    try rig.cache.movePins(from: owner, to: new)
    #expect(try rig.cache.owners(of: CacheRig.key(1)) == [new])
    #expect(try rig.cache.owners(of: CacheRig.key(2)) == [new, other])
    #expect(try rig.cache.owners(of: CacheRig.key(3)).isEmpty)
    rig.letPass(days: 2)
    #expect(try rig.cache.clean(isAsked: { $0 == new && $1 == .zero }).unneeded.isEmpty)
  }

  @Test func `a lowered limit is kept by a clean-up`() throws {
    let rig = try CacheRig()
    for number in 1...4 { try rig.insert(number, [UInt8](repeating: 1, count: 300)) }
    let small = try rig.another(bytes: 1700)
    let dry = try small.clean(isDry: true)
    #expect(dry.evicted == [1, 2].map { CacheRig.key($0) })
    #expect(try small.clean() == dry)
    #expect(try small.measured() <= 1700)
  }
}
