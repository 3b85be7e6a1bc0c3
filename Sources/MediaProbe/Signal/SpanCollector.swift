import CutroomModel

/// Collects the stretches of time in which something holds, where they last long enough.
///
/// Times are microseconds and come in order.
struct SpanCollector {
  let shortestUs: Int64
  private(set) var spans: [TimeSpan] = []
  private(set) var since: Int64?

  init(shortestUs: Int64) { self.shortestUs = shortestUs }

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
  }
}
