package import CutroomModel

/// When every request was sent, and whether more were than a limit allows.
///
/// Times are true microseconds on an axis that nobody sets.
package struct SendReferee {
  package private(set) var sent: [Int64] = []

  package init(_ sent: [Int64] = []) { self.sent = sent.sorted() }

  package mutating func add(_ time: Int64) { sent.append(time) }

  package mutating func remove(_ time: Int64) {
    if let place = sent.lastIndex(of: time) { sent.remove(at: place) }
  }

  /// Requests in the window that ends with `now` and is so long.
  package func count(within length: Int64, of now: Int64) -> Int {
    sent.reversed().prefix { $0 > now - length }.count
  }

  /// The windows that hold more than a limit, each as a line.
  package func breaches(of limit: RateLimit) -> [String] {
    guard let seconds = limit.span.seconds else { return breaches(ofMonthly: limit.requests) }
    return sent.indices.dropFirst(limit.requests).compactMap { place in
      let gap = sent[place] - sent[place - limit.requests]
      if gap >= seconds * 1_000_000 { return nil }
      return "\(limit.requests + 1) requests in \(gap) us of a \(limit.span)"
    }
  }

  private func breaches(ofMonthly most: Int) -> [String] {
    let months = Dictionary(grouping: sent) { UTCMonth(at: Instant(microseconds: $0)) }
    return months.filter { $0.value.count > most }.map { "\($0.value.count) requests in \($0.key)" }
  }
}
