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
}

/// What is left of all accounts.
package struct LimitSurvey: Hashable, Sendable {
  package var accounts: [LimitStatus] = []
  /// That the count before was lost, as long as a span or the month of it counts.
  package var loss: LimitLoss?

  package init() {}
}

extension RateLimitBook {
  /// What is left at a moment; of accounts in `known` by the limits given there, of others by those
  /// with which they were used last.
  package func survey(
    _ known: [(account: ProviderAccount, limits: [RateLimit])],
    at now: LimitMoment
  ) -> LimitSurvey {
    var book = self
    book.bring(to: now)
    var limits = book.accounts.mapValues(\.limits)
    for one in known { limits[one.account] = one.limits.bySpan }
    var survey = LimitSurvey()
    survey.accounts = limits.sorted { $0.key < $1.key }.map { account, limits in
      book.use(account).status(of: account, limits, at: now)
    }
    if let loss = book.loss {
      let isThisMonth = UTCMonth(at: Instant(microseconds: loss.at)) == now.month
      let isRecent = loss.at + RateLimit.Span.day.reach > now.wall
      survey.loss = isThisMonth || isRecent ? loss : nil
    }
    return survey
  }
}

extension AccountUse {
  fileprivate func status(
    of account: ProviderAccount,
    _ limits: [RateLimit.Span: Int],
    at now: LimitMoment
  ) -> LimitStatus {
    let spans = RateLimit.Span.allCases.filter { limits[$0] != nil }
    return LimitStatus(
      account: account,
      allowances: spans.map { allowance(RateLimit(limits[$0, default: 0], per: $0), at: now) },
      notBefore: notBefore,
      requests: months[now.month, default: 0]
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
