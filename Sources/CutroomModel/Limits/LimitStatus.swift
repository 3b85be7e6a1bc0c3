/// What is left of an account's allowances; times are microseconds since 1970.
package struct LimitStatus: Hashable, Sendable {
  /// One limit of the account.
  package struct Allowance: Hashable, Sendable {
    package var limit: RateLimit
    package var used: Int64
    package var left: Int64
    /// When there is one more than now; nil where all of it is there.
    package var moreAt: Int64?
    /// When all of it is there again.
    package var allAt: Int64?
  }

  package var account: ProviderAccount
  /// From the shortest span to the month.
  package var allowances: [Allowance]
  package var notBefore: Int64?
  /// Requests of this month.
  package var requests: Int64
  /// When the count before was lost, where that was this month or matters still.
  package var lostAt: Int64?
}

extension RateLimitBook {
  /// What is left at a moment, by account; those of `known` have the limits given there, others those
  /// with which they were used last.
  package func status(
    _ known: [(account: ProviderAccount, limits: [RateLimit])],
    at now: LimitMoment
  ) -> [LimitStatus] {
    var book = self
    book.bring(to: now)
    var limits = book.accounts.mapValues(\.limits)
    for one in known { limits[one.account] = one.limits.bySpan }
    return limits.sorted { $0.key < $1.key }.map { account, limits in
      book.use(account).status(of: account, limits, loss: book.loss, at: now)
    }
  }
}

extension AccountUse {
  fileprivate func status(
    of account: ProviderAccount,
    _ limits: [RateLimit.Span: Int],
    loss: LimitLoss?,
    at now: LimitMoment
  ) -> LimitStatus {
    let spans = RateLimit.Span.allCases.filter { limits[$0] != nil }
    let isMonthShort = loss.map { UTCMonth(at: Instant(microseconds: $0.at)) } == now.month
    return LimitStatus(
      account: account,
      allowances: spans.map { allowance(RateLimit(limits[$0, default: 0], per: $0), at: now) },
      notBefore: notBefore,
      requests: months[now.month, default: 0],
      lostAt: lostAt ?? (isMonthShort ? loss?.at : nil)
    )
  }

  private func allowance(_ limit: RateLimit, at now: LimitMoment) -> LimitStatus.Allowance {
    let most = Int64(max(0, limit.requests))
    guard limit.span != .month else {
      let used = months[now.month, default: 0]
      let end = used > 0 ? now.month.end.microseconds : nil
      return .init(limit: limit, used: used, left: max(0, most - used), moreAt: end, allAt: end)
    }
    if let lostAt, lostAt + limit.span.reach > now.wall {
      let end = lostAt + limit.span.reach
      return .init(limit: limit, used: most, left: 0, moreAt: end, allAt: end)
    }
    let log = sent[limit.span] ?? SendLog(limit.span)
    let left = max(0, most - log.count)
    let more =
      left == 0
      ? log.opening(under: max(1, most))
      : log.groups.first.map(\.at)
        .map { $0 + limit.span.reach }
    return .init(limit: limit, used: log.count, left: left, moreAt: more, allAt: log.end)
  }
}
