package import CutroomModel
package import CutroomSystem

/// Where every request to a provider is counted before it is sent, by all processes that share a
/// cache folder: `cache/rate-limits.json`.
///
/// A limit holds in every window of its span, also over a restart, a kill or a power cut: a request
/// counts, durably, before it is sent. See `docs/format.md`.
package final class LimitDesk: Sendable {
  let clock: SystemClock
  /// Waits for so many milliseconds, or until cancelled.
  let pause: @Sendable (Int64, Cancellation?) throws -> Void
  private let boot: UInt64
  private let file: LimitFile

  /// Opens the desk of a cache folder; all who read or write its file must have the same clocks.
  package init(
    _ cache: Folder,
    clock: SystemClock = .real,
    boot: UInt64 = ThisBoot.number,
    pause: @escaping @Sendable (Int64, Cancellation?) throws -> Void = LimitDesk.pause
  ) {
    self.clock = clock
    self.boot = boot
    self.pause = pause
    file = LimitFile(cache)
  }

  /// Counts one more request, where the limits and the service allow it, or says when they will.
  ///
  /// Without limits nothing is written, and nothing read that has not changed.
  package func reserve(
    _ account: ProviderAccount,
    _ limits: [RateLimit]
  ) throws -> Reservation {
    if limits.isEmpty {
      let now = moment
      let until = try file.glance({ self.moment }).flatMap { book in
        var book = book
        book.bring(to: now)
        return book.use(account).notBefore
      }
      guard let until, until > now.wall else {
        return .go(LimitTicket(account: account, counted: nil))
      }
      return .wait(untilUs: until, .service)
    }
    let (verdict, now) = try change { book, now in
      let verdict = book.reserve(account, limits, at: now)
      return ((verdict, now), verdict == .go)
    }
    switch verdict {
    case .go: return .go(LimitTicket(account: account, counted: now))
    case .wait(let until, let cause): return .wait(untilUs: until, cause)
    case .exhausted(let until, let limit): return .exhausted(untilUs: until, limit)
    }
  }

  /// Notes that the service wants nothing more for so long (`Retry-After`), for all processes and
  /// those to come.
  package func note(retryAfterMs: Int64, for account: ProviderAccount) throws {
    try change { book, now in
      (book.hold(account, milliseconds: retryAfterMs, at: now), true)
    }
  }

  /// Takes a request back that was certainly not sent.
  package func giveBack(_ ticket: LimitTicket) throws {
    guard let counted = ticket.counted else { return }
    try change { book, now in
      (book.giveBack(ticket.account, countedAt: counted, at: now), true)
    }
  }

  /// What is left of each account: of those in `known` by the limits given there, of others by
  /// those they were used with last.
  package func survey(
    _ known: [(account: ProviderAccount, limits: [RateLimit])] = []
  ) throws -> LimitSurvey {
    let now = moment
    let book = try file.glance({ self.moment }) ?? RateLimitBook()
    return book.survey(known, at: now)
  }

  /// Forgets what was counted for a provider, with all its keys; the number of its accounts.
  package func forget(_ provider: String) throws -> Int {
    try change { book, now in
      book.bring(to: now)
      let accounts = book.accounts.keys.filter { $0.provider == provider }
      for account in accounts { book.accounts[account] = nil }
      return (accounts.count, !accounts.isEmpty)
    }
  }

  /// Waits on the real clock.
  package static let pause: @Sendable (Int64, Cancellation?) throws -> Void = {
    milliseconds,
    cancellation in
    if let cancellation {
      _ = cancellation.wait(withinMilliseconds: milliseconds)
    } else {
      _ = try Waiting.poll([], milliseconds: milliseconds)
    }
  }

  // MARK: -

  /// Whether anything is counted for an account, or was asked for by its service.
  func isKnown(_ account: ProviderAccount) throws -> Bool {
    try file.glance({ self.moment })?.accounts[account] != nil
  }

  var moment: LimitMoment {
    // In this order: who is held up in between waits for a moment longer, and never goes too early.
    let sinceStart = clock.sinceStart() / 1000
    return LimitMoment(wall: clock.now(), sinceStart: sinceStart, boot: boot)
  }

  @discardableResult
  private func change<Result>(
    _ body: (inout RateLimitBook, LimitMoment) -> (Result, isChanged: Bool)
  ) throws -> Result {
    try file.change({ self.moment }, body)
  }
}

extension Workspace {
  /// The desk of the workspace's cache folder.
  package func limitDesk() throws -> LimitDesk {
    try requireLocalFiles()
    return try LimitDesk(tree.root.makeFolder("cache", mode: 0o700), clock: clock)
  }

  /// What is left of each account, as ``LimitDesk/survey(_:)`` tells it; makes nothing.
  package func limits(
    _ known: [(account: ProviderAccount, limits: [RateLimit])] = []
  ) throws -> LimitSurvey {
    guard let cache = try tree.folder("cache") else { return LimitSurvey() }
    return try LimitDesk(cache, clock: clock).survey(known)
  }
}
