/// When requests were sent, as exactly as a limit of some span needs.
///
/// A request counts for as long as any window of the span may hold it. Up to 64 are kept each with its
/// time; of more, those of the last 64th of the span are kept together under the time of the latest, so
/// that a group stays too long by that much, and never goes too early.
package struct SendLog: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    /// Microseconds since 1970: when the last of them was sent.
    package var at: Int64
    package var count: Int64

    package init(at: Int64, count: Int64) {
      self.at = at
      self.count = count
    }
  }

  /// More than any allowance, and few enough to be added up.
  package static let counts: ClosedRange<Int64> = 1...1_000_000_000_000
  /// More groups than a log can come to have.
  package static let mostGroups = 1000
  private static let exact = 64

  package let span: RateLimit.Span
  /// By time, no two of the same.
  package private(set) var groups: [Group] = []

  package init(_ span: RateLimit.Span) { self.span = span }

  /// Nil where the groups are not in order.
  package init?(_ span: RateLimit.Span, groups: [Group]) {
    let areValid = groups.allSatisfy { Self.counts.contains($0.count) }
    let areInOrder = zip(groups, groups.dropFirst()).allSatisfy { $0.at < $1.at }
    guard areValid, areInOrder, groups.count <= Self.mostGroups else { return nil }
    self.span = span
    self.groups = groups
  }

  package var count: Int64 { groups.reduce(0) { $0 + $1.count } }

  /// When one more request may be sent at the earliest, under a limit of at least one.
  package func opening(under limit: Int64) -> Int64? {
    var excess = count - limit + 1
    for group in groups where excess > 0 {
      excess -= group.count
      if excess <= 0 { return group.at + span.reach }
    }
    return nil
  }

  /// When no request counts any more.
  package var end: Int64? { groups.last.map { $0.at + span.reach } }

  package mutating func add(at now: Int64) {
    guard let last = groups.last else { return groups.append(Group(at: now, count: 1)) }
    let isCrowded = groups.count >= Self.exact
    if now <= last.at || (isCrowded && now - groups[groups.count - 2].at <= span.grain) {
      groups[groups.count - 1] = Group(at: max(now, last.at), count: last.count + 1)
    } else {
      groups.append(Group(at: now, count: 1))
    }
  }

  /// Takes back a request that was added at this time; does nothing where it counts no more.
  package mutating func remove(at time: Int64, now: Int64) {
    guard time + span.reach > now, let place = groups.firstIndex(where: { $0.at >= time }) else {
      return
    }
    groups[place].count -= 1
    if groups[place].count == 0 { groups.remove(at: place) }
  }

  /// Moves all times by what the clock was set, none beyond `now`, and drops what counts no more.
  package mutating func move(by set: Int64, now: Int64) {
    var moved: [Group] = []
    for group in groups {
      let at = min(max(group.at + set, 0), now)
      if at + span.reach <= now { continue }
      if let last = moved.last, last.at == at {
        moved[moved.count - 1].count += group.count
      } else {
        moved.append(Group(at: at, count: group.count))
      }
    }
    groups = moved
  }
}

extension RateLimit.Span {
  /// Microseconds for which a request counts: the span, and what the way to the service may take more
  /// for one request than for the next.
  package var reach: Int64 { length + min(max(length / 50, 50_000), 2_000_000) }

  /// Microseconds by which a request may count too long.
  package var grain: Int64 { length / 64 }

  /// A month is counted by the calendar, and has none.
  private var length: Int64 { (seconds ?? 0) * 1_000_000 }
}
