import CutroomSystem

/// How long an attempt may still take, and may still be silent, by the time that this process was
/// awake.
struct Patience: Sendable {
  private let timeout: Int64?
  private let stall: Int64?
  private var time: WakingTime
  private var lastSign: Int64 = 0

  /// All in milliseconds.
  init(timeout: Int64?, stall: Int64?, now: Int64) {
    self.timeout = timeout
    self.stall = stall
    time = WakingTime(now: now)
  }

  mutating func look(at now: Int64) { time.look(at: now) }

  /// Notes a sign of life at the time of the last look.
  mutating func sign() { lastSign = time.elapsed }

  /// Why the attempt must end; nil while it need not.
  var end: ChildRun.End? {
    if let timeout, time.elapsed >= timeout { return .timedOut(milliseconds: timeout) }
    if let stall, time.elapsed - lastSign >= stall { return .stalled(milliseconds: stall) }
    return nil
  }

  /// When to look again, in milliseconds; nil where there is no limit.
  var pause: Int64? {
    let left = [timeout.map { $0 - time.elapsed }, stall.map { lastSign + $0 - time.elapsed }]
    return left.compactMap(\.self).min().map { max(0, min($0, WakingTime.longestPause)) }
  }
}
