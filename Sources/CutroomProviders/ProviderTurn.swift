package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// The turns that requests to one account take: each waits until limits and the service allow it, and
/// is counted before it is sent.
///
/// Thread-safe: a provider may call back from threads of its own.
package final class ProviderTurn: Sendable {
  private let name: String
  private let account: ProviderAccount
  private let limits: [RateLimit]
  private let desk: LimitDesk
  private let clock: SystemClock
  private let cancellation: Cancellation?
  private let aside: @Sendable (_ wait: () throws -> Void) throws -> Void
  private let tell: @Sendable (_ words: String, _ waiting: Int64) -> Void
  /// Whether it was the own count that refused the last request, and not the service.
  private let isHeldBack = Locked(false)

  /// `name` is what the settings call the provider; `aside` lets others work while it waits; `tell` hears
  /// of every wait, with its milliseconds.
  package init(
    of name: String,
    _ account: ProviderAccount,
    _ limits: [RateLimit],
    at desk: LimitDesk,
    clock: SystemClock,
    cancellation: Cancellation? = nil,
    aside: @escaping @Sendable (_ wait: () throws -> Void) throws -> Void = { try $0() },
    tell: @escaping @Sendable (_ words: String, _ waiting: Int64) -> Void
  ) {
    self.name = name
    self.account = account
    self.limits = limits
    self.desk = desk
    self.clock = clock
    self.cancellation = cancellation
    self.aside = aside
    self.tell = tell
  }

  /// Waits for its turn and does what must be done before a request is sent; where that throws, the
  /// request is not sent and the turn is given back.
  ///
  /// Throws `ProviderFault` where the turn does not come.
  package func take(before: () throws -> Void) throws {
    isHeldBack.withLock { $0 = true }
    func waiting(_ moment: Int64, _ why: LimitCause) {
      let words = "\(name): waits for its turn until \(Instant(microseconds: moment)) (\(why))"
      tell(words, (moment - clock.now()) / 1000)
    }
    let ticket = try desk.take(
      account,
      limits,
      cancellation: cancellation,
      waiting: waiting,
      aside: aside
    )
    isHeldBack.withLock { $0 = false }
    do { try before() } catch {
      try? desk.giveBack(ticket)
      throw error
    }
  }

  /// Keeps to what a service said of when it may be asked again.
  package func note(_ fault: ProviderFault) throws {
    guard let pause = fault.retryAfterMs, !isHeldBack.withLock({ $0 }) else { return }
    try desk.note(retryAfterMs: pause, for: account)
  }
}
