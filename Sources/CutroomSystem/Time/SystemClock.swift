import Glibc

/// The clocks of the machine as a value, so that a test brings its own.
package struct SystemClock: Sendable {
  /// Microseconds since 1970, UTC.
  package var now: @Sendable () -> Int64
  /// Nanoseconds on a clock that only goes forward.
  package var monotonic: @Sendable () -> Int64
  /// Nanoseconds since the machine started, sleep included.
  package var sinceStart: @Sendable () -> Int64

  /// Without `sinceStart`, the machine never sleeps.
  package init(
    now: @escaping @Sendable () -> Int64,
    monotonic: @escaping @Sendable () -> Int64,
    sinceStart: (@Sendable () -> Int64)? = nil
  ) {
    self.now = now
    self.monotonic = monotonic
    self.sinceStart = sinceStart ?? monotonic
  }

  package static let real = SystemClock(
    now: { read(CLOCK_REALTIME) / 1000 },
    monotonic: { read(CLOCK_MONOTONIC) },
    sinceStart: { read(CLOCK_BOOTTIME) }
  )

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
