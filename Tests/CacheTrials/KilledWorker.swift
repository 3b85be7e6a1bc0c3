package import CutroomModel
import CutroomStore
package import CutroomSystem

/// What each of many processes does with one cache until it is killed: every hit must have the bytes of
/// its key, and what it holds must stay.
package struct KilledWorker {
  /// What must never be seen.
  package struct Wrong: Error, CustomStringConvertible {
    package let description: String
  }

  package static let keys = (0..<200).map { number in
    CacheKey(
      kind: CacheKind.allCases[number % 3],
      digest: Digest(bytes: SHA256.hash(Array("key \(number)".utf8))) ?? .zero
    )
  }

  private let cache: Cache
  private var chance: Chance
  private var held: [Int] = []

  package init(_ folder: Folder, limit: Int64, seed: UInt64) throws {
    cache = try Cache(folder, limits: Self.limits(limit))
    chance = Chance(seed: seed)
  }

  /// So many bytes for entries, and some for small ones a second time, which are soon written over.
  package static func limits(_ bytes: Int64) -> CacheLimits {
    CacheLimits(bytes: bytes + 50_000, recentBytes: 50_000)
  }

  /// The bytes of a key, which no two have alike.
  package static func bytes(_ number: Int) -> [UInt8] {
    let digest = SHA256.hash(Array("bytes \(number)".utf8))
    let count = 100 + Int(digest[0]) * 40
    return (0..<count).map { digest[$0 % 32] ^ UInt8(truncatingIfNeeded: $0 >> 5) }
  }

  /// Runs operations; throws `Wrong` at the first thing that must not be.
  package mutating func run(_ count: Int) throws {
    for _ in 0..<count { try step() }
    cache.close()
  }

  private mutating func step() throws {
    let number = chance.below(Self.keys.count)
    let key = Self.keys[number]
    switch chance.below(10) {
    case 0..<4: try check(cache.find(key), number)
    case 4..<6:
      let content = CacheContent(.bytes(Self.bytes(number)), ending: "bin")
      _ = try cache.insert(content, under: key, replacing: chance.isOne(in: 3))
    case 6:
      let answer = try cache.find(key) {
        CacheContent(.bytes(Self.bytes(number)), ending: "bin")
      }
      if case .hit(let hit) = answer { try check(hit, number) }
      if case .made(let hit) = answer { try check(hit, number) }
    case 7:
      guard held.count < 6, let hit = try cache.find(key, holding: true) else { return }
      try check(hit, number)
      if !held.contains(number) { held.append(number) }
    case 8:
      guard !held.isEmpty, chance.isOne(in: 4) else { return }
      try cache.letGo(Self.keys[held.remove(at: chance.below(held.count))])
    default:
      guard !held.isEmpty else { return }
      let mine = held[chance.below(held.count)]
      guard let hit = try cache.find(Self.keys[mine]) else {
        throw Wrong(description: "key \(mine) is gone, which process \(ThisProcess.pid) holds")
      }
      try check(hit, mine)
    }
  }

  private func check(_ hit: CacheHit?, _ number: Int) throws {
    guard let hit else { return }
    guard try hit.files.first?.bytes() == Self.bytes(number) else {
      throw Wrong(description: "key \(number) has other bytes")
    }
  }
}
