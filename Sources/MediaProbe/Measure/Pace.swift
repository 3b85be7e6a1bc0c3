/// How evenly the frames of a stream follow each other.
struct Pace {
  private static let limit = 100_000

  private var last: Int64?
  private var gaps: [Int64] = []

  mutating func add(_ time: Int64?) {
    defer { last = time ?? last }
    guard let time, let last, gaps.count < Self.limit else { return }
    let (gap, overflow) = time.subtractingReportingOverflow(last)
    if !overflow, gap > 0 { gaps.append(gap) }
  }

  /// The usual distance between frames, in ticks.
  var usualGap: Int64? {
    gaps.count < 3 ? nil : gaps.sorted()[gaps.count / 2]
  }

  /// Nil when there are too few frames to tell.
  ///
  /// A rounding of one tick and a stray gap (1 in 50) still count as even.
  var isVariable: Bool? {
    guard let median = usualGap else { return nil }
    let slack = max(1, median / 20)
    let odd = gaps.count { $0.distance(to: median).magnitude > slack.magnitude }
    return odd * 50 > gaps.count
  }
}
