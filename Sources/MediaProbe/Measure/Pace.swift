/// How evenly the frames of a stream follow each other.
struct Pace {
  /// The usual distance between frames, in ticks.
  let usualGap: Int64?
  /// Nil when there are too few frames to tell.
  ///
  /// A rounding of one tick and a stray gap (1 in 50) still count as even.
  let isVariable: Bool?

  init(gaps: [Int64]) {
    guard gaps.count >= 3 else {
      usualGap = nil
      isVariable = nil
      return
    }
    let median = Self.median(of: gaps)
    let slack = max(1, median / 20)
    let odd = gaps.count { $0.distance(to: median).magnitude > slack.magnitude }
    usualGap = median
    isVariable = odd * 50 > gaps.count
  }

  /// Frames mostly follow each other like the first two: then nothing has to be sorted.
  private static func median(of gaps: [Int64]) -> Int64 {
    let usual = gaps[0]
    if gaps.count(where: { $0 == usual }) * 2 > gaps.count + 1 { return usual }
    return gaps.sorted()[gaps.count / 2]
  }
}

/// Gathers the distances between frames as they pass by.
struct PaceMeter {
  private static let limit = 100_000

  private var last: Int64?
  private var gaps: [Int64] = []

  mutating func add(_ time: Int64?) {
    defer { last = time ?? last }
    guard let time, let last, gaps.count < Self.limit else { return }
    let (gap, overflow) = time.subtractingReportingOverflow(last)
    if !overflow, gap > 0 { gaps.append(gap) }
  }

  var pace: Pace { Pace(gaps: gaps) }
}
