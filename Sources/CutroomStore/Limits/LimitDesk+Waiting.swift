package import CutroomModel
package import CutroomSystem

extension LimitDesk {
  /// Milliseconds that a caller waits for its turn: beyond that it does something else meanwhile.
  package static let patience: Int64 = 120_000
  /// A clock that is set meanwhile is noticed.
  private static let longestPause: Int64 = 1000

  /// Counts one more request, after waiting for its turn where that is not far off.
  ///
  /// `waiting` hears, once for each wait, until which whole second, microseconds since 1970, and
  /// why. What only waits is done by `aside`, and nothing is counted in there; what `aside` itself
  /// takes uses up no patience.
  ///
  /// Throws `ProviderFault` `rate-limit` with the time to come back where that is further off than
  /// `patience` milliseconds or the month's allowance is used up, and `cancelled`.
  package func take(
    _ account: ProviderAccount,
    _ limits: [RateLimit],
    patience: Int64 = LimitDesk.patience,
    cancellation: Cancellation? = nil,
    waiting: (_ untilUs: Int64, LimitCause) -> Void = { _, _ in },
    aside: (_ wait: () throws -> Void) throws -> Void = { try $0() }
  ) throws -> LimitTicket {
    var waited: Int64 = 0
    var told: (second: Int64, LimitCause)?
    while true {
      if cancellation?.isCancelled == true {
        throw ProviderFault(.cancelled, "\(account.provider): cancelled while waiting for its turn")
      }
      switch try reserve(account, limits) {
      case .go(let ticket): return ticket
      case .exhausted(let until, let limit):
        throw Self.fault(account, .limit(limit), until: until, from: moment)
      case .wait(let until, let cause):
        let now = moment
        let left = (until - now.wall + 999) / 1000
        guard waited / 1000 + left <= patience else {
          throw Self.fault(account, cause, until: until, from: now)
        }
        // A look at the clock moves it by a little.
        let second = (until + 999_999) / 1_000_000
        if told.map({ abs($0.second - second) > 1 || $0.1 != cause }) ?? true {
          told = (second, cause)
          waiting(second * 1_000_000, cause)
        }
        try aside { waited += try wait(for: account, until: until, cancellation) }
      }
    }
  }

  /// Waits until a moment, or until what was counted for the account is forgotten; the microseconds
  /// that it took.
  private func wait(
    for account: ProviderAccount,
    until: Int64,
    _ cancellation: Cancellation?
  ) throws -> Int64 {
    let begin = moment
    let wasKnown = try isKnown(account)
    var now = begin
    while now.wall < until, now.passed(since: begin) < until - begin.wall,
      cancellation?.isCancelled != true, try !wasKnown || isKnown(account)
    {
      let left = (until - now.wall + 999) / 1000
      try pause(min(left, Self.longestPause), cancellation)
      now = moment
    }
    return now.passed(since: begin)
  }

  private static func fault(
    _ account: ProviderAccount,
    _ cause: LimitCause,
    until: Int64,
    from now: LimitMoment
  ) -> ProviderFault {
    let time = Instant(microseconds: (until + 999_999) / 1_000_000 * 1_000_000)
    return ProviderFault(
      .rateLimit,
      "\(account.provider): \(cause), the next at \(time)",
      retryAfterMs: max(0, (until - now.wall + 999) / 1000)
    )
  }
}
