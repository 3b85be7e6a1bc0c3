/// What was sent in one account, and until when nothing may be.
package struct AccountUse: Hashable, Sendable {
  /// What a person looking at it later wants to compare it with.
  package var limits: [RateLimit.Span: Int] = [:]
  package var sent: [RateLimit.Span: SendLog] = [:]
  package var months: [UTCMonth: Int64] = [:]
  /// What the service asked for; microseconds since 1970.
  package var notBefore: Int64?
  /// When what was counted before got lost: as if every allowance had been used up then.
  package var lostAt: Int64?
  /// Members of a later version.
  package var others: [String: JSONValue] = [:]

  private static let keptMonths = 13

  package init() {}

  /// Whether one more request may be sent now.
  package func verdict(_ limits: [RateLimit.Span: Int], at now: LimitMoment) -> LimitVerdict {
    if let span = limits.keys.first(where: { limits[$0, default: 0] < 1 }) {
      return .exhausted(until: LimitMoment.range.upperBound, RateLimit(0, per: span))
    }
    if let limit = limits[.month], months[now.month, default: 0] >= Int64(limit) {
      return .exhausted(until: now.month.end.microseconds, RateLimit(limit, per: .month))
    }
    var wait: (until: Int64, cause: LimitCause)?
    func look(_ until: Int64?, _ cause: LimitCause) {
      guard let until, until > now.wall, until > wait?.until ?? .min else { return }
      wait = (until, cause)
    }
    look(notBefore, .service)
    for span in RateLimit.Span.allCases where span != .month {
      guard let limit = limits[span] else { continue }
      look(sent[span]?.opening(under: Int64(limit)), .limit(RateLimit(limit, per: span)))
      if let lostAt { look(lostAt + span.reach, .lost(RateLimit(limit, per: span))) }
    }
    return wait.map { .wait(until: $0.until, $0.cause) } ?? .go
  }

  package mutating func add(_ limits: [RateLimit.Span: Int], at now: LimitMoment) {
    self.limits = limits
    for span in limits.keys where span != .month {
      sent[span, default: SendLog(span)].add(at: now.wall)
    }
    months[now.month, default: 0] += 1
    for old in months.keys.sorted().dropLast(Self.keptMonths) { months[old] = nil }
  }

  /// Takes back a request that was added at this time.
  package mutating func remove(at time: Int64, month: UTCMonth, now: Int64) {
    // What was counted before a loss is no part of what is.
    if let lostAt, time <= lostAt { return }
    for span in sent.keys { sent[span]?.remove(at: time, now: now) }
    guard let count = months[month] else { return }
    months[month] = count > 1 ? count - 1 : nil
  }

  /// Goes along with the clock.
  package mutating func move(by set: Int64, now: Int64) {
    func moved(_ time: Int64) -> Int64 { min(max(time + set, 0), LimitMoment.range.upperBound) }
    for span in sent.keys {
      sent[span]?.move(by: set, now: now)
      if sent[span]?.groups.isEmpty == true { sent[span] = nil }
    }
    notBefore = notBefore.map(moved).flatMap { $0 > now ? $0 : nil }
    // Kept until the longest span is over.
    lostAt = lostAt.map { min(moved($0), now) }
      .flatMap { $0 + RateLimit.Span.day.reach > now ? $0 : nil }
  }

  /// Counts what was sent in one month to another.
  package mutating func move(_ old: UTCMonth, to new: UTCMonth) {
    guard let count = months.removeValue(forKey: old) else { return }
    months[new, default: 0] += count
  }
}

/// Whether a request may be sent; times are microseconds since 1970.
package enum LimitVerdict: Hashable, Sendable {
  case go
  case wait(until: Int64, LimitCause)
  /// The month's allowance is used up: nothing to wait for.
  case exhausted(until: Int64, RateLimit)
}

/// What a request waits for.
package enum LimitCause: Hashable, Sendable {
  case limit(RateLimit)
  /// The service itself said when to ask again.
  case service
  /// What was counted got lost, so that all of it counts as used.
  case lost(RateLimit)
}

extension LimitCause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .limit(let limit):
      "\(Amounts.count(limit.requests, "request")) per \(limit.span.rawValue) may be sent"
    case .service: "the service wants no request for now"
    case .lost(let limit):
      "how many were sent in the last \(limit.span.rawValue) is not known any more"
    }
  }
}
