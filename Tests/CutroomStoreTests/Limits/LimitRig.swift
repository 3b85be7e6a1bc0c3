import CacheTrials
import CutroomModel
import CutroomSystem

@testable import CutroomStore

/// A desk in a fresh folder, with a clock that stands until it is set or somebody waits.
struct LimitRig {
  let place: TrialFolder
  let account = ProviderAccount(provider: "pexels", secret: "not a real key")
  private let time = Locked<Int64>(1_800_000_000_000_000)

  init() throws { place = try TrialFolder() }

  var folder: Folder { place.folder }
  var now: Int64 { time.withLock { $0 } }
  func letPass(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }

  /// A desk as another process would have it; `body` is done whenever it has paused.
  func desk(afterPause body: @escaping @Sendable () -> Void = {}) -> LimitDesk {
    let time = time
    let clock = SystemClock(
      now: { time.withLock { $0 } },
      monotonic: { time.withLock { ($0 - 1_700_000_000_000_000) * 1000 } }
    )
    return LimitDesk(
      folder,
      clock: clock,
      pause: { milliseconds, _ in
        time.withLock { $0 += milliseconds * 1000 }
        body()
      }
    )
  }

  func isGo(_ reservation: Reservation) -> Bool {
    if case .go = reservation { true } else { false }
  }

  func text() throws -> String {
    let bytes = try folder.openFile(RateLimitBook.name).readAll(limit: 1 << 20)
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(_ text: String) throws {
    try folder.remove(RateLimitBook.name)
    try folder.createFile(RateLimitBook.name, mode: 0o600).writeAll(Array(text.utf8))
  }
}
