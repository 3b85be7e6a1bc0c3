import CutroomModel
import CutroomStore
import CutroomSystem
import Glibc

/// Keeps and finds entries of one size, as told line by line; `cache.c` makes the same system calls.
///
/// `cache-bench items|media FOLDER SIZE` reads `set N`, `get N`, `open N` and `evict N`, and answers
/// each with the seconds that it took. `open` finds what `get` also reads. What is kept gets one number after another; what is asked for is chosen
/// at random, alike in every program. `evict` keeps new ones where each has room only when another
/// goes.
struct Entries {
  let kind: CacheKind
  let folder: Folder
  let size: Int
  private let cache: Cache
  private var count = 0
  private var chance: UInt64 = 1

  init(kind: CacheKind, folder: Folder, size: Int) throws {
    self.kind = kind
    self.folder = folder
    self.size = size
    cache = try Cache(folder, limits: CacheLimits(bytes: 1 << 50))
  }

  mutating func set(_ number: Int) throws -> Double { try keep(number, in: cache) }

  mutating func evict(_ number: Int) throws -> Double {
    let (full, recent) = (try cache.statistics().bytes, cache.limits.recentBytes)
    let limits = CacheLimits(bytes: full + recent, recentBytes: recent)
    return try keep(number, in: Cache(folder, limits: limits))
  }

  mutating func open(_ number: Int) throws -> Double {
    let keys = (0..<number).map { _ in key(Int(next() % UInt64(count))) }
    let start = SystemClock.real.monotonic()
    for key in keys {
      guard try cache.find(key) != nil else { fatalError("\(key) is not found") }
    }
    return Double(SystemClock.real.monotonic() - start) / 1e9
  }

  mutating func get(_ number: Int) throws -> Double {
    let keys = (0..<number).map { _ in key(Int(next() % UInt64(count))) }
    let start = SystemClock.real.monotonic()
    for key in keys {
      guard let bytes = try cache.find(key)?.files[0].bytes(), bytes.count == size else {
        fatalError("\(key) is not found")
      }
    }
    return Double(SystemClock.real.monotonic() - start) / 1e9
  }

  private mutating func keep(_ number: Int, in cache: Cache) throws -> Double {
    let new = (count..<(count + number)).map { number in (key(number), bytes(number)) }
    count += number
    let start = SystemClock.real.monotonic()
    for (key, bytes) in new {
      let content = CacheContent(.bytes(bytes), ending: "bin", about: ["url": "bench"])
      guard try cache.insert(content, under: key) == .kept else { fatalError("\(key) is not kept") }
    }
    return Double(SystemClock.real.monotonic() - start) / 1e9
  }

  private func key(_ number: Int) -> CacheKey {
    CacheKey(kind: kind, digest: Digest(sha256: Array("\(number)".utf8)))
  }

  private func bytes(_ number: Int) -> [UInt8] {
    let mark = Array("\(number) ".utf8)
    return mark + [UInt8](repeating: 120, count: size - mark.count)
  }

  /// The same numbers as in the other programs: Knuth's MMIX generator, the upper half.
  private mutating func next() -> UInt64 {
    chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return chance >> 33
  }
}

let words = CommandLine.arguments
guard words.count == 4, let kind = CacheKind(rawValue: words[1]), let size = Int(words[3]) else {
  exit(2)
}
var entries = try Entries(kind: kind, folder: Folder.open(words[2]), size: size)
while let line = readLine() {
  let parts = line.split(separator: " ")
  guard parts.count == 2, let number = Int(parts[1]) else { exit(2) }
  switch parts[0] {
  case "set": print(try entries.set(number))
  case "get": print(try entries.get(number))
  case "open": print(try entries.open(number))
  case "evict": print(try entries.evict(number))
  default: exit(2)
  }
  fflush(nil)
}
