/// A moment by two clocks: one that people set, and one that only the machine's start sets.
///
/// Both are needed: the second tells how much time passed whatever happens to the first, and the first
/// goes on when the machine starts again.
package struct LimitMoment: Hashable, Sendable {
  /// The years 1970 to 9999, so that every time that is written down is a date.
  package static let range: ClosedRange<Int64> = 0...253_402_300_799_999_999

  /// Microseconds since 1970.
  package let wall: Int64
  /// Microseconds since the machine started, the time of sleep counted.
  package let sinceStart: Int64
  /// What tells this start of the machine from others.
  package let boot: UInt64

  package init(wall: Int64, sinceStart: Int64, boot: UInt64) {
    self.wall = min(max(wall, Self.range.lowerBound), Self.range.upperBound)
    self.sinceStart = min(max(sinceStart, 0), Self.range.upperBound)
    self.boot = boot
  }

  /// Microseconds that have passed since an earlier moment; at least as many have, save where the wall
  /// clock was set forward while the machine was off.
  package func passed(since last: LimitMoment) -> Int64 {
    max(0, boot == last.boot ? sinceStart - last.sinceStart : wall - last.wall)
  }

  /// Microseconds by which the wall clock was set since an earlier moment.
  package func set(since last: LimitMoment) -> Int64 { wall - last.wall - passed(since: last) }

  package var month: UTCMonth { UTCMonth(at: Instant(microseconds: wall)) }
}
