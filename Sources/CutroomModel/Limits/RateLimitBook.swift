/// What was sent in every account: the content of `rate-limits.json`.
///
/// All of it is arithmetic. When the wall clock is set, every time is moved with it, by what another
/// clock says has passed: nothing is forgotten, and nothing waits for longer than it must.
package struct RateLimitBook: Hashable, Sendable {
  package static let name = "rate-limits.json"
  package static let version = "1.0"
  /// Microseconds that a service may make us wait.
  private static let longestWait: Int64 = 366 * 86_400_000_000
  /// Microseconds by which a clock is set in the ordinary course: a month that begins meanwhile begins.
  private static let smallestSet: Int64 = 60_000_000

  /// When it was changed last.
  package var moment: LimitMoment?
  package var accounts: [ProviderAccount: AccountUse] = [:]
  /// When an earlier book was found damaged.
  package var loss: LimitLoss?
  /// Members of a later version.
  package var others: [String: JSONValue] = [:]
  /// Of a later version too, whose members stay.
  var writtenVersion = RateLimitBook.version

  package init() {}

  /// A book in place of one that cannot be read: every allowance counts as used up.
  package init(lost loss: LimitLoss, at now: LimitMoment) {
    self.loss = loss
    moment = now
  }

  /// Goes along with the clocks; to be called before anything else is asked.
  package mutating func bring(to now: LimitMoment) {
    defer { moment = now }
    guard let last = moment else { return }
    let set = now.set(since: last)
    for account in accounts.keys { accounts[account]?.move(by: set, now: now.wall) }
    if let lost = loss { loss?.at = min(max(lost.at + set, 0), now.wall) }
    guard abs(set) > Self.smallestSet else { return }
    // Which of the two months it really is nobody knows: what was sent counts in the one to come.
    let unset = LimitMoment(wall: last.wall + now.passed(since: last), sinceStart: 0, boot: 0)
    if unset.month == now.month { return }
    for account in accounts.keys { accounts[account]?.move(unset.month, to: now.month) }
  }

  /// Counts one more request where the limits allow it.
  package mutating func reserve(
    _ account: ProviderAccount,
    _ limits: [RateLimit],
    at now: LimitMoment
  ) -> LimitVerdict {
    bring(to: now)
    var use = use(account)
    let limits = limits.bySpan
    let verdict = use.verdict(limits, at: now)
    guard verdict == .go else { return verdict }
    use.add(limits, at: now)
    accounts[account] = use
    return .go
  }

  /// Takes back a request that was counted at an earlier moment and certainly not sent.
  package mutating func giveBack(
    _ account: ProviderAccount,
    countedAt then: LimitMoment,
    at now: LimitMoment
  ) {
    bring(to: now)
    // Its time has been moved since then: what is left of it is how long ago that was.
    guard then.boot == now.boot else { return }
    let time = now.wall - now.passed(since: then)
    accounts[account]?.remove(at: time, month: then.month, now: now.wall)
  }

  /// Sends nothing more for so many milliseconds, or for longer where that was asked for before.
  package mutating func hold(
    _ account: ProviderAccount,
    milliseconds: Int64,
    at now: LimitMoment
  ) {
    bring(to: now)
    let (wait, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
    let until = now.wall + (overflow ? Self.longestWait : min(max(0, wait), Self.longestWait))
    var use = use(account)
    use.notBefore = min(max(until, use.notBefore ?? 0), LimitMoment.range.upperBound)
    accounts[account] = use
  }

  /// What is known of an account; of one that is new after a loss, that nothing is left.
  package func use(_ account: ProviderAccount) -> AccountUse {
    if let known = accounts[account] { return known }
    var use = AccountUse()
    use.lostAt = loss?.at
    return use
  }
}

/// That a book was damaged.
package struct LimitLoss: Hashable, Sendable {
  /// Microseconds since 1970.
  package var at: Int64
  /// The name that the damaged file has now.
  package var keptAs: String

  package init(at: Int64, keptAs: String) {
    self.at = at
    self.keptAs = keptAs
  }
}

extension [RateLimit] {
  /// The smallest limit of each span.
  package var bySpan: [RateLimit.Span: Int] {
    Dictionary(map { ($0.span, $0.requests) }, uniquingKeysWith: Swift.min)
  }
}
