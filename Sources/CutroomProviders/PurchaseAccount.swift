import CutroomModel
import CutroomStore
import CutroomSystem

/// What is written down about one thing that is bought: the turn at the provider, the intent in the
/// journal, and the cost in the ledger.
///
/// Thread-safe: a provider may call back from threads of its own.
final class PurchaseAccount: Sendable {
  private let session: DeskSession
  private let settings: ProviderSettings
  private let asking: Asking
  private let request: ProviderRequest
  private let key: CacheKey
  private let state = Locked(State())

  private struct State {
    var intent: PurchaseIntent?
    var account: ProviderAccount?
    var limits: [RateLimit] = []
    var isPaid = false
    var isIdempotent = false
    /// Whether a person said that it may be bought once more.
    var isResubmitted = false
    /// The entry of the ledger, while it is open.
    var purchase: Purchase?
    /// Whether an earlier try, of this run or another, may have been charged for.
    var mayBeCharged = false
    /// What the answer cost, as the provider told.
    var cost: Cost?
  }

  init(
    _ session: DeskSession,
    _ settings: ProviderSettings,
    _ asking: Asking,
    _ request: ProviderRequest,
    _ key: CacheKey
  ) {
    self.session = session
    self.settings = settings
    self.asking = asking
    self.request = request
    self.key = key
  }

  /// Begins; throws `undecided` where it was asked before and nobody can tell what became of it.
  func open(_ provider: any Provider) throws {
    let earlier = session.purchases.open(key)
    let isUndecided = earlier?.isUndecided ?? false
    if isUndecided, !session.isResubmitting {
      throw undecided("it was asked before, and no answer came")
    }
    let account = try session.shelf.account(of: asking.provider)
    state.withLock { state in
      state.isPaid = provider.capabilities.isPaid || settings.price != nil
      state.isIdempotent = settings.isIdempotent ?? provider.capabilities.isIdempotent
      state.isResubmitted = isUndecided
      state.mayBeCharged = earlier != nil
      state.account = account
      state.limits = settings.limits ?? provider.documentedLimits
      state.intent = PurchaseIntent(
        key: asking.item,
        fingerprint: asking.fingerprint,
        request: key,
        provider: asking.provider,
        isIdempotent: state.isIdempotent,
        job: earlier?.job,
        at: session.clock.now()
      )
    }
  }

  /// What the provider gets beside the request.
  func call(in folder: Folder) -> ProviderCall {
    let (job, isPaid) = state.withLock { ($0.intent?.job, $0.isPaid) }
    return ProviderCall(
      idempotencyKey: asking.name(of: key),
      job: job,
      folder: folder,
      // What may be charged for is not cut short by the first request to stop: its answer is kept.
      cancellation: isPaid ? asking.killSwitch : asking.cancellation,
      isGivenUp: { [asking] in asking.cancellation.isCancelled },
      willSend: { [self] in try willSend() },
      progress: asking.progress,
      submitted: { [self] in try note(job: $0) },
      log: asking.log
    )
  }

  /// Says what a fault means for what was written down.
  ///
  /// Throws `undecided` where nobody can tell whether it was bought.
  func note(_ fault: ProviderFault) throws {
    let now = state.withLock { state in
      state.mayBeCharged = state.mayBeCharged || fault.mayBeCharged
      return state
    }
    if let pause = fault.retryAfterMs, let account = now.account {
      try session.limits.note(retryAfterMs: pause, for: account)
    }
    if now.intent?.job != nil {
      // Only who took it on can say that it is over; else it is looked after again.
      if fault.code == .notFound || fault.code == .invalidInput { try close(now) }
      return
    }
    // What came and is good for nothing was bought.
    if fault.mayBeCharged, now.isPaid, !now.isIdempotent, fault.code != .badAnswer {
      throw undecided(fault.message)
    }
    try close(now)
  }

  /// Keeps what the answer cost, as the provider told, until it is settled.
  func noteCost(_ cost: Cost?) { state.withLock { $0.cost = cost } }

  /// Writes down that the answer is there; with `isKept` that it is safe in the cache too.
  func settle(isKept: Bool = true) throws {
    let (purchase, cost) = state.withLock { state in
      defer { state.purchase = nil }
      return (state.purchase, state.cost)
    }
    // A full disk must not take what is bought.
    if let purchase { try? session.ledger.settle(purchase, cost: cost) }
    if isKept { try session.purchases.settle(key) }
  }

  // MARK: -

  /// Nothing is left to find out: the money counts where it may have been spent.
  private func close(_ now: State) throws {
    if let purchase = now.purchase, !now.mayBeCharged {
      try session.ledger.release(purchase)
      state.withLock { $0.purchase = nil }
    }
    try session.purchases.settle(key)
  }

  private func willSend() throws {
    let now = state.withLock { $0 }
    guard let account = now.account, let intent = now.intent else { return }
    let provider = asking.provider
    let log = asking.log
    let ticket = try session.limits.take(
      account,
      now.limits,
      cancellation: asking.cancellation,
      waiting: { log("\(provider): waits for its turn until \(Instant(microseconds: $0)) (\($1))") }
    )
    guard now.isPaid else { return }
    do {
      if now.purchase == nil { try begin(account, now) }
      try session.purchases.ask(intent)
    } catch let refusal as BudgetRefusal {
      try session.limits.giveBack(ticket)
      throw ProviderFault(refusal)
    }
  }

  private func begin(_ account: ProviderAccount, _ now: State) throws {
    let purchase = Purchase(
      account: account,
      task: request.task,
      project: session.purchases.project.description,
      item: asking.item,
      run: session.run,
      // A person's word makes another purchase of it.
      request: now.isResubmitted ? nil : asking.name(of: key),
      estimate: settings.price?.estimate(of: request)
    )
    // What is under way was counted when it began, and is paid for whatever the budget says now.
    let budgets = now.intent?.job == nil ? session.budgets : []
    let begun = try session.ledger.begin(purchase, budgets: budgets)
    state.withLock { $0.purchase = begun }
  }

  private func note(job: String) throws {
    let intent = state.withLock { state in
      state.intent?.job = job
      return state.intent
    }
    if let intent { try session.purchases.ask(intent) }
  }

  private func undecided(_ why: String) -> ProviderFault {
    ProviderFault(
      .undecided,
      "\(asking.provider) may have been paid for this already: \(why)",
      mayBeCharged: true
    )
  }
}

extension ProviderFault {
  fileprivate init(_ refusal: BudgetRefusal) {
    let code: Code =
      switch refusal.reason {
      case .spent: .overBudget
      case .otherCurrency: .otherCurrency
      case .noPrice: .noPrice
      }
    self.init(code, refusal.description)
  }
}
