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
    var turn: ProviderTurn?
    var isPaid = false
    var isIdempotent = false
    /// Whether a person said that it may be bought once more.
    var isResubmitted = false
    /// The entry of the ledger, while it is open.
    var purchase: Purchase?
    /// Whether an earlier try of what is bought here, of this run or another, may have been charged for.
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
    let isPaid = settings.isPaid(provider)
    let isIdempotent = settings.isIdempotent ?? provider.capabilities.isIdempotent
    let earlier = session.purchases.open(key)
    let open = isPaid ? try session.ledger.reading().totals.open(request: name) : []
    let doubt = doubt(earlier, open, isIdempotent: isIdempotent)
    if let doubt, !session.isResubmitting { throw undecided(doubt) }
    let account = try session.shelf.account(of: asking.provider)
    let turn = ProviderTurn(
      of: asking.provider,
      account,
      settings.limits(of: provider),
      at: session.limits,
      clock: session.clock,
      cancellation: asking.cancellation,
      aside: asking.aside,
      tell: { [asking] in asking.tell($0, waiting: $1) }
    )
    state.withLock { state in
      state.isPaid = isPaid
      state.isIdempotent = isIdempotent
      state.isResubmitted = doubt != nil
      state.mayBeCharged = doubt == nil && (earlier != nil || !open.isEmpty)
      state.account = account
      state.turn = turn
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
      idempotencyKey: name,
      job: job,
      folder: folder,
      cancellation: asking.cancellation,
      killSwitch: asking.killSwitch,
      isFinishing: isPaid,
      willSend: { [self] in try willSend() },
      aside: asking.aside,
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
    try now.turn?.note(fault)
    if now.intent?.job != nil {
      // Only who took it on can say that it is over; else it is looked after again.
      if fault.code == .notFound || fault.code == .invalidInput { try close(now) }
      return
    }
    // What came and is good for nothing was bought.
    if fault.mayBeCharged, now.isPaid, !now.isIdempotent, fault.code != .badAnswer {
      session.doubtful.withLock { _ = $0.insert(asking.provider) }
      throw undecided(fault.message)
    }
    try close(now)
  }

  /// Keeps what the answer cost, as the provider told, until it is settled.
  func noteCost(_ cost: Cost?) { state.withLock { $0.cost = cost } }

  /// Writes down that the answer is there; with `isKept` that it is safe in the cache too.
  func settle(isKept: Bool = true) throws {
    let now = state.withLock { state in
      defer { state.purchase = nil }
      return state
    }
    // A full disk must not take what is bought.
    if let purchase = now.purchase { try? session.ledger.settle(purchase, cost: now.cost) }
    // What was begun before, and never answered, is no question any more.
    let isOther = now.purchase == nil || now.isResubmitted || asking.since != nil
    if isOther, session.purchases.open(key) != nil {
      for name in Set([name, key.digest.description]) { try? session.ledger.settleAll(of: name) }
    }
    if isKept { try session.purchases.settle(key) }
  }

  // MARK: -

  /// The name of the request, for the provider and for the ledger.
  private var name: String { asking.name(of: key) }

  /// Why nobody can tell whether it was bought; nil where that is known.
  private func doubt(
    _ earlier: PurchaseIntent?,
    _ open: [Purchase],
    isIdempotent: Bool
  ) -> String? {
    if let earlier { return earlier.isUndecided ? "it was asked before, and no answer came" : nil }
    // The journal knows nothing of other projects, nor of one that was deleted.
    guard !isIdempotent, let other = open.first(where: { $0.run != session.run }) else {
      return nil
    }
    return "it was asked for the project \(other.project), and no answer came"
  }

  /// Nothing is left to find out: the money counts where it may have been spent.
  private func close(_ now: State) throws {
    if let purchase = now.purchase {
      if !now.mayBeCharged {
        try session.ledger.release(purchase)
        state.withLock { $0.purchase = nil }
      } else if !now.isIdempotent {
        try session.ledger.settle(purchase, cost: nil)
        state.withLock { $0.purchase = nil }
      }
    }
    try session.purchases.settle(key)
  }

  private func willSend() throws {
    let now = state.withLock { $0 }
    guard let account = now.account, let intent = now.intent else { return }
    // A connection that breaks once may break for every line of a long text.
    if now.isPaid, !now.isIdempotent, session.doubtful.withLock({ $0.contains(asking.provider) }) {
      throw ProviderFault(
        .undecided,
        "\(asking.provider) was not asked: nobody knows what became of another request of this run"
      )
    }
    func noteIntent() throws {
      guard now.isPaid else { return }
      do {
        if now.purchase == nil { try begin(account, now) }
        try session.purchases.ask(intent)
      } catch let refusal as BudgetRefusal {
        throw ProviderFault(refusal)
      } catch {
        // It is not sent: nobody shall wonder whether it was.
        try? withdraw()
        throw error
      }
    }
    try now.turn?.take(before: noteIntent)
  }

  private func begin(_ account: ProviderAccount, _ now: State) throws {
    let purchase = Purchase(
      account: account,
      task: request.task,
      project: session.purchases.project.description,
      item: asking.item,
      run: session.run,
      // A person's word makes another purchase of it.
      request: now.isResubmitted ? nil : name,
      estimate: settings.price?.estimate(of: request)
    )
    // What is under way was counted when it began, and is paid for whatever the budget says now.
    let budgets = now.intent?.job == nil ? session.budgets : []
    let begun = try session.ledger.begin(purchase, budgets: budgets)
    state.withLock { $0.purchase = begun }
  }

  private func withdraw() throws {
    let unsent = state.withLock { state -> Purchase? in
      if state.mayBeCharged { return nil }
      defer { state.purchase = nil }
      return state.purchase
    }
    if let unsent { try session.ledger.release(unsent) }
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
