import CutroomModel
import CutroomStore
package import CutroomSystem
import Glibc

/// A process that puts one entry after another in the place of the last, and is killed at random moments:
/// there must always be one, whole, and not older than what it said that it had kept.
package struct ReplaceTrial {
  private static let key = CacheKey(
    kind: .items,
    digest: Digest(bytes: SHA256.hash(Array("replaced".utf8))) ?? .zero
  )
  private static let limits = CacheLimits(bytes: 10 << 20, recentBytes: 100_000)

  package let program: String
  package let seed: UInt64

  package init(program: String, seed: UInt64) {
    self.program = program
    self.seed = seed
  }

  /// What is wrong after so many kills, a line each.
  package func run(kills: Int) throws -> [String] {
    let place = try TrialFolder()
    let cache = try Cache(place.folder, limits: Self.limits)
    try Self.keep(0, in: cache)
    var (failures, kept): ([String], Int) = ([], 0)
    var chance = Chance(seed: seed)
    for kill in 0..<kills {
      let child = try place.start(program, ["replacing", place.path, "\(kept)"])
      _ = try Waiting.poll([], milliseconds: Int64(2 + chance.below(20)))
      child.signal(SIGKILL)
      _ = try child.wait()
      let said = max(kept, try Self.said(in: place.folder))
      // A hit that is held reads the entry itself, another one what stands side by side.
      let hit = try cache.find(Self.key, holding: chance.isOne(in: 2))
      let found = try hit.flatMap { try Self.number($0.files[0].bytes()) }
      guard let found, (said...(said + 1)).contains(found) else {
        failures.append(
          "kill \(kill): \(said) was kept, \(found.map { "\($0)" } ?? "nothing") found"
        )
        try Self.keep(said, in: cache)
        kept = said
        continue
      }
      kept = found
      try cache.letGo(Self.key)
      failures += try cache.verify().wrong.map { "kill \(kill): \($0) is wrong" }
      // What the dead were building goes.
      _ = try cache.clean()
      if try cache.measured() != cache.statistics().bytes {
        failures.append("kill \(kill): the index counts other bytes than there are")
      }
    }
    if kept == 0 { failures.append("nothing was ever replaced") }
    return failures
  }

  /// Replaces until somebody ends it, saying in a file what it has kept.
  package static func replace(in folder: Folder, after last: Int) throws {
    let cache = try Cache(folder, limits: limits)
    let told = try folder.openAppending("said", mode: 0o600)
    for number in (last + 1)... {
      try keep(number, in: cache)
      try told.writeAll(Array("\(number)\n".utf8))
    }
  }

  private static func keep(_ number: Int, in cache: Cache) throws {
    let text = String(repeating: "\(number) ", count: 1 + number * 7919 % 900)
    // The second name that the data have changes too.
    let content = CacheContent(.bytes(Array(text.utf8)), ending: number % 3 == 0 ? "txt" : "json")
    guard case .kept = try cache.insert(content, under: key, replacing: true) else {
      throw KilledWorker.Wrong(description: "\(number) was not kept")
    }
  }

  private static func number(_ bytes: [UInt8]) -> Int? {
    let words = Set(String(decoding: bytes, as: UTF8.self).split(separator: " "))
    return words.count == 1 ? words.first.flatMap { Int($0) } : nil
  }

  private static func said(in folder: Folder) throws -> Int {
    guard try folder.facts("said") != nil else { return 0 }
    let text = String(decoding: try folder.openFile("said").readAll(limit: 1 << 24), as: UTF8.self)
    // The last line may be torn.
    guard let end = text.lastIndex(of: "\n") else { return 0 }
    return text[..<end].split(separator: "\n").last.flatMap { Int($0) } ?? 0
  }
}
