import CutroomSystem

/// Tells when it is time again to keep what was found out so far, so that work which is ended from
/// outside need not be done again.
struct KeepingPace {
  private static let pause: Int64 = 5_000_000_000
  private let clock: SystemClock
  private var last: Int64

  init(_ clock: SystemClock) {
    self.clock = clock
    last = clock.monotonic()
  }

  /// Whether five seconds are over since it last was; the next five begin.
  mutating func isDue() -> Bool {
    let now = clock.monotonic()
    guard now &- last >= Self.pause else { return false }
    last = now
    return true
  }
}
