/// Counts the time during which this process could look, in milliseconds.
///
/// A gap between two looks that is longer than looks are apart was spent stopped or suspended; it
/// does not count beyond that.
package struct WakingTime: Sendable {
  /// How far apart looks must be at most.
  package static let longestPause: Int64 = 1000
  /// How late a look may come on a busy machine.
  private static let slack: Int64 = 1000

  package private(set) var elapsed: Int64 = 0
  private var last: Int64

  /// Starts at `now`, milliseconds on a clock that only goes forward.
  package init(now: Int64) { last = now }

  /// Looks at the clock.
  package mutating func look(at now: Int64) {
    elapsed += max(0, min(now - last, Self.longestPause + Self.slack))
    last = now
  }

  /// Looks at the clock without counting what has passed since the last look.
  package mutating func skip(to now: Int64) { last = now }
}
