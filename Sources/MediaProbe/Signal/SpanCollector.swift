import CutroomModel

/// Collects the stretches of time in which something holds, where they last long enough.
///
/// Times are microseconds and come in order. Of more stretches than wanted some of the longest are
/// kept, so that a long file takes no more memory than a short one.
struct SpanCollector {
  let shortestUs: Int64
  let most: Int
  private(set) var spans: [TimeSpan] = []
  private(set) var since: Int64?

  /// The `most` longest stretches are never lost.
  init(shortestUs: Int64, most: Int) {
    self.shortestUs = shortestUs
    self.most = most
  }

  /// Takes in whether it holds from `timeUs` on.
  mutating func note(_ holds: Bool, from timeUs: Int64) {
    if holds { since = since ?? timeUs } else { end(at: timeUs) }
  }

  /// Ends the stretch that is under way; at the end of everything, too.
  mutating func end(at timeUs: Int64) {
    defer { since = nil }
    guard let since else { return }
    let (length, overflow) = timeUs.subtractingReportingOverflow(since)
    guard !overflow, length >= shortestUs else { return }
    spans.append(TimeSpan(startUs: since, durationUs: length))
    if spans.count >= 2 * most { spans = spans.longest(most) }
  }
}
