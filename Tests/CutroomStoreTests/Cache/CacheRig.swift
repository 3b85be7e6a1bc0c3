import CacheTrials
import CutroomModel
import CutroomSystem

@testable import CutroomStore

/// A cache in a fresh folder, and a clock that stands until it is set.
struct CacheRig {
  let place: TrialFolder
  let cache: Cache
  var folder: Folder { place.folder }
  private let time = Locked<Int64>(1_700_000_000_000_000)

  /// `recent` bytes are for small entries a second time.
  init(bytes: Int64 = 1 << 30, recent: Int64 = 0) throws {
    place = try TrialFolder()
    let time = time
    let clock = SystemClock(
      now: { time.withLock { $0 } },
      monotonic: SystemClock.real.monotonic
    )
    let limits = CacheLimits(bytes: bytes, recentBytes: recent)
    cache = try Cache(place.folder, limits: limits, clock: clock)
  }

  /// A second cache in the same folder, as another process would have it.
  func another(bytes: Int64? = nil) throws -> Cache {
    let time = time
    let clock = SystemClock(
      now: { time.withLock { $0 } },
      monotonic: SystemClock.real.monotonic
    )
    let limits = CacheLimits(
      bytes: bytes ?? cache.limits.bytes,
      recentBytes: cache.limits.recentBytes
    )
    return try Cache(place.folder, limits: limits, clock: clock)
  }

  func letPass(days: Int64) { time.withLock { $0 += days * 86_400_000_000 } }
  func letPass() { time.withLock { $0 += 1 } }
  var now: Int64 { time.withLock { $0 } }

  static func key(_ number: Int, _ kind: CacheKind = .items) -> CacheKey {
    CacheKey(kind: kind, digest: Digest(sha256: Array("\(number)".utf8)))
  }

  @discardableResult
  func insert(
    _ number: Int,
    _ bytes: [UInt8],
    _ kind: CacheKind = .items,
    replacing: Bool = false
  ) throws -> CacheOutcome {
    letPass()
    let content = CacheContent(.bytes(bytes), ending: "bin", about: ["number": 1])
    return try cache.insert(content, under: Self.key(number, kind), replacing: replacing)
  }

  func bytes(_ number: Int, _ kind: CacheKind = .items) throws -> [UInt8]? {
    letPass()
    return try cache.find(Self.key(number, kind))?.files.first?.bytes()
  }

  func entry(_ number: Int, _ kind: CacheKind = .items) throws -> Folder {
    let entry = try folder.folder("\(Self.key(number, kind))")
    return entry
  }

  var state: Folder { get throws { try folder.folder(".cutroom") } }

  /// Puts other bytes in the place of a data file.
  func put(_ bytes: [UInt8], over number: Int) throws {
    let entry = try entry(number)
    try entry.remove("data.bin")
    try entry.createFile("data.bin", mode: 0o444).writeAll(bytes)
  }
}
