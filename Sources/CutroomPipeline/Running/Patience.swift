import CutroomSystem

/// How long an attempt may still take, and may still be silent, by the time that this process was
/// awake.
struct Patience: Sendable {
  private let timeout: Int64?
  private let stall: Int64?
  private var time: WakingTime
  private var lastSign: Int64 = 0
  private var isResting = false

  /// All in milliseconds.
  init(timeout: Int64?, stall: Int64?, now: Int64) {
    self.timeout = timeout
    self.stall = stall
    time = WakingTime(now: now)
  }

  mutating func look(at now: Int64) {
    if isResting { time.skip(to: now) } else { time.look(at: now) }
  }

  /// From now on time does not count, until it is told to go on.
  mutating func rest(at now: Int64) {
    look(at: now)
    isResting = true
  }

  /// Ends a rest, which is a sign of life.
  mutating func goOn(at now: Int64) {
    look(at: now)
    isResting = false
    sign()
  }

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
    if isResting { return WakingTime.longestPause }
    let left = [timeout.map { $0 - time.elapsed }, stall.map { lastSign + $0 - time.elapsed }]
    return left.compactMap(\.self).min().map { max(0, min($0, WakingTime.longestPause)) }
  }
}
