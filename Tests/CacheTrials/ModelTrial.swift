import CutroomModel
import CutroomStore
import CutroomSystem

/// Random operations on a cache and on a model of one, which must never differ.
package final class ModelTrial {
  /// Where cache and model went apart.
  package struct Difference: Error, CustomStringConvertible {
    package let description: String
  }

  private let limits: CacheLimits

  private let place: TrialFolder
  private let time: Locked<Int64>
  private let clock: SystemClock
  private var cache: Cache
  private var model: ReferenceCache
  private var chance: Chance
  private let keys: [CacheKey]
  private let owners: [ProjectID]
  private var done = 0
  private let seed: UInt64
  private var descriptors: Int?
  private let isAlone: Bool

  /// With `keepsRecent` small entries are kept a second time, and it is those bytes that are spoilt.
  ///
  /// Where nothing else goes on in this process, `isAlone`, its open files are counted too.
  package init(
    seed: UInt64,
    forgetsUses: Bool = false,
    keepsRecent: Bool = false,
    isAlone: Bool = false
  ) throws {
    self.isAlone = isAlone
    let recent: Int64 = keepsRecent ? 40_000 : 0
    limits = CacheLimits(
      bytes: 60_000 + recent,
      mediaDays: 3,
      ttsDays: 9,
      itemDays: 5,
      recentBytes: recent
    )
    place = try TrialFolder()
    let time = Locked<Int64>(1_700_000_000_000_000)
    self.time = time
    clock = SystemClock(now: { time.withLock { $0 } }, monotonic: SystemClock.real.monotonic)
    cache = try Cache(place.folder, limits: limits, clock: clock)
    model = ReferenceCache(limits: limits, forgetsUses: forgetsUses)
    chance = Chance(seed: seed)
    self.seed = seed
    keys = (0..<64).map { number in
      CacheKey(
        kind: CacheKind.allCases[number % 3],
        digest: Digest(bytes: SHA256.hash(Array("\(number)".utf8))) ?? .zero
      )
    }
    owners = ["one", "two"].compactMap { ProjectID($0) }
  }

  /// Runs operations; throws at the first difference.
  package func run(_ count: Int) throws {
    for _ in 0..<count {
      done += 1
      time.withLock { $0 += 1 + Int64(chance.below(1000)) }
      try step()
      let statistics = try cache.statistics()
      try same(statistics.bytes, model.bytes, "bytes")
      try same(statistics.limit >= statistics.bytes, true, "the limit")
      if done % 20 == 0 { try compareAll() }
    }
    try compareAll()
  }

  private func step() throws {
    switch chance.below(1000) {
    case 0..<380: try insert()
    case 380..<780: try find()
    case 780..<820: try hold()
    case 820..<880: try letGo()
    case 880..<915: try pin()
    case 915..<950: try unpin()
    case 950..<965: try damage()
    case 965..<975: time.withLock { $0 += Int64(chance.below(20)) * 3_600_000_000 }
    case 975..<982: try reopen()
    case 982..<988: try cache.rebuild()
    case 988..<991: try loseIndex()
    case 991..<995: try clean()
    case 995..<998: try breakHeader()
    default: try clear()
    }
  }

  private var now: Int64 { time.withLock { $0 } }
  private var key: CacheKey { keys[chance.below(keys.count)] }

  // MARK: - Operations

  private func insert() throws {
    let key = key
    let isHuge = chance.isOne(in: 60)
    let size = isHuge ? 59_000 + chance.below(3000) : chance.below(4000)
    var files = [bytes(size)]
    if chance.isOne(in: 10) { files += (0..<(1 + chance.below(3))).map { _ in bytes(50) } }
    let expiry = chance.isOne(in: 10) ? now + Int64(chance.below(86_400)) * 1_000_000 : nil
    let about: JSONValue = ["text": .string(String(repeating: "x", count: chance.below(100)))]
    let entry = ReferenceCache.Entry(
      key: key,
      files: files,
      size: files.reduce(metadataSize(key, files, expiry, about)) { $0 + Int64($1.count) },
      createdAt: now,
      expiry: expiry,
      lastUsed: now
    )
    let (replacing, holding) = (chance.isOne(in: 4), chance.isOne(in: 12))
    let content = CacheContent(
      files.map { .init(.bytes($0), ending: "bin") },
      about: about,
      expiresAt: expiry
    )
    let outcome = try cache.insert(content, under: key, replacing: replacing, holding: holding)
    let expected = model.insert(entry, replacing: replacing, holding: holding)
    try same(word(outcome), expected, "insert")
  }

  private func metadataSize(
    _ key: CacheKey,
    _ files: [[UInt8]],
    _ expiry: Int64?,
    _ about: JSONValue
  ) -> Int64 {
    let metadata = CacheMetadata(
      key: key,
      createdAt: Instant(microseconds: now),
      expiresAt: expiry.map(Instant.init(microseconds:)),
      files: files.compactMap {
        CacheFile(ending: "bin", size: Int64($0.count), sha256: Digest(sha256: $0))
      },
      about: about
    )
    return Int64(metadata.bytes.count)
  }

  private func bytes(_ count: Int) -> [UInt8] {
    let first = chance.next()
    return (0..<count).map { UInt8(truncatingIfNeeded: first &+ UInt64($0) &* 31) }
  }

  private func word(_ outcome: CacheOutcome) -> ReferenceCache.Insertion? {
    switch outcome {
    case .kept: .kept
    case .present: .present
    case .refused(.tooLarge): .tooLarge
    case .refused(.noRoom): .noRoom
    case .refused(.diskFull): nil
    }
  }

  private func find() throws {
    let (key, holding) = (key, chance.isOne(in: 12))
    let hit = try cache.find(key, holding: holding)
    let expected = model.find(key, holding: holding, at: now)
    try same(try hit?.files.map { try $0.bytes() }, expected, "find")
  }

  private func hold() throws {
    let key = key
    try same(try cache.hold(key), model.hold(key, at: now), "hold")
  }

  private func letGo() throws {
    let key = key
    try cache.letGo(key)
    model.letGo(key)
  }

  private func pin() throws {
    let (key, owner) = (key, owners[chance.below(2)])
    do {
      try cache.pin(key, for: owner)
      try same(true, model.pin(key, owner), "pin")
    } catch is CacheError { try same(false, model.pin(key, owner), "pin") }
  }

  private func unpin() throws {
    let (key, owner) = (key, owners[chance.below(2)])
    var result: Bool?
    do { result = try cache.unpin(key, for: owner) } catch is CacheError {}
    try same(result, model.unpin(key, owner), "unpin")
  }

  /// Writes one other byte into a data file, as somebody might who got at it.
  private func damage() throws {
    if limits.recentBytes > 0 { return try damageRecent() }
    let listed = model.listed
    guard !listed.isEmpty else { return }
    let entry = listed[chance.below(listed.count)]
    guard let first = entry.files.first?.first, !entry.isDamaged else { return }
    let folder = try place.folder.folder("\(entry.key)")
    try folder.setMode(0o700)
    let name = CacheFile.name(at: 0, ending: "bin")
    try folder.remove(name)
    var bytes = entry.files[0]
    bytes[0] = first ^ 0x10
    try folder.createFile(name, mode: 0o444).writeAll(bytes)
    model.damage(entry.key)
  }

  private func damageRecent() throws {
    let recent = try place.folder.folder(".cutroom").openForWriting("recent", mode: 0o600)
    let offset = Int64(chance.below(Int(limits.recentBytes)))
    let spoilt = (0..<(1 + chance.below(3000))).map { _ in UInt8(chance.below(256)) }
    _ = try spoilt.withUnsafeBytes { try recent.write($0, at: offset) }
  }

  private func reopen() throws {
    cache.close()
    cache = try Cache(place.folder, limits: limits, clock: clock)
    model.letAllGo()
  }

  private func loseIndex() throws {
    try place.folder.folder(".cutroom").remove("index")
    model.forgetUses()
  }

  private func breakHeader() throws {
    let index = try place.folder.folder(".cutroom").openAppending("index", mode: 0o600)
    // A word of the header that changes: in the middle of the counters.
    let map = try SharedMap(index, length: 4096)
    map.memory.storeBytes(of: chance.next(), toByteOffset: 120, as: UInt64.self)
  }

  private func clean() throws {
    _ = try cache.clean()
    model.clean(at: now)
  }

  private func clear() throws {
    let kind = chance.isOne(in: 8) ? nil : CacheKind.allCases[chance.below(3)]
    _ = try cache.clear(kind)
    model.clear(kind)
  }

  // MARK: - Comparing

  private func compareAll() throws {
    let (list, expected) = (try cache.list(), model.listed)
    try same(list.map(\.key), expected.map(\.key), "the order of use")
    try same(list.map(\.bytes), expected.map(\.size), "the sizes")
    try same(list.map(\.lastUsed), expected.map(\.lastUsed), "the last uses")
    try same(list.map(\.uses), expected.map(\.uses), "the numbers of uses")
    try same(list.map(\.isPinned), expected.map { !$0.owners.isEmpty }, "the pins")
    try same(list.map(\.isHeld), expected.map(\.isHeld), "what is held")
    try same(try cache.measured(), model.bytes, "the bytes on the disk")
    if isAlone, done % 200 == 0 {
      let open = try Folder.open("/proc/self/fd").names().count
      if let descriptors { try same(open <= descriptors + 16, true, "open files: \(open)") }
      descriptors = descriptors ?? open
    }
  }

  private func same<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
    if found == expected { return }
    throw Difference(
      description: "seed \(seed), operation \(done), \(what): \(found), expected \(expected)"
    )
  }
}
