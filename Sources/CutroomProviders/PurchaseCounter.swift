import CutroomModel
import CutroomStore
import CutroomSystem

/// Buys one thing: out of the cache, else from the provider, with everything noted that must not be
/// forgotten.
struct PurchaseCounter {
  private let session: DeskSession
  private let settings: ProviderSettings
  private let asking: Asking

  /// How often a request is sent that certainly brought nothing, and may yet.
  private static let tries = 4
  private static let longestPause: Int64 = 120_000

  init(_ session: DeskSession, _ settings: ProviderSettings, _ asking: Asking) {
    self.session = session
    self.settings = settings
    self.asking = asking
  }

  /// `content` says what of an answer is kept; it gets the folder with the answer's files.
  func buy(
    _ request: ProviderRequest,
    _ key: CacheKey,
    content: (ProviderAnswer, Folder) throws -> CacheContent
  ) throws -> Bought {
    let cache = try session.cache.open()
    let name = "answer-\(key.digest.short)"
    let folder = try asking.folder.makeFolder(name, mode: 0o700, isPassing: true)
    let answer = try cache.find(
      key,
      holding: true,
      isCancelled: { asking.cancellation.isCancelled },
      orInsert: {
        let answer = try ask(request, key, folder)
        do { return try content(answer, folder) } catch {
          // It came and is good for nothing: there is no question left that waiting would answer.
          try session.purchases.settle(key)
          throw error
        }
      }
    )
    let bought = try Bought(answer)
    // Where the cache could not keep it, the item's commit settles it.
    guard bought.isKept else { return bought }
    try session.purchases.settle(key)
    try cache.pin(key, for: session.purchases.project)
    return bought
  }

  // MARK: -

  private func ask(
    _ request: ProviderRequest,
    _ key: CacheKey,
    _ folder: Folder
  ) throws -> ProviderAnswer {
    let provider = try open(for: request.task)
    let isPaid = provider.capabilities.isPaid || settings.price != nil
    let isIdempotent = settings.isIdempotent ?? provider.capabilities.isIdempotent
    let earlier = session.purchases.open(key)
    let isUndecided = earlier?.isUndecided ?? false
    if isUndecided, !session.isResubmitting {
      throw undecided("it was asked before, and no answer came")
    }
    let intent = Locked(
      PurchaseIntent(
        key: asking.item,
        fingerprint: asking.fingerprint,
        request: key,
        provider: asking.provider,
        isIdempotent: isIdempotent,
        job: earlier?.job,
        at: session.clock.now()
      )
    )
    let account = try session.shelf.account(of: asking.provider)
    let limits = settings.limits ?? provider.documentedLimits
    var purchase = Purchase(
      account: account,
      task: request.task,
      project: session.purchases.project.description,
      item: asking.item,
      run: session.run,
      // A person's word makes another purchase of it.
      request: isUndecided ? nil : key.digest.description,
      estimate: settings.price?.estimate(of: request)
    )
    for attempt in 1... {
      let ticket = try session.limits.take(
        account,
        limits,
        cancellation: asking.cancellation,
        waiting: { asking.log("\(asking.provider): waits for its turn (\($1)) until \($0)") }
      )
      if isPaid {
        do {
          purchase = try session.ledger.begin(purchase, budgets: session.budgets)
        } catch let refusal as BudgetRefusal {
          try session.limits.giveBack(ticket)
          throw ProviderFault(.overBudget, refusal.description)
        }
        try session.purchases.ask(intent.withLock { $0 })
      }
      do {
        let answer = try provider.perform(request, call(intent, isPaid: isPaid, folder))
        if isPaid { try session.ledger.settle(purchase, cost: answer.cost) }
        return answer
      } catch let fault as ProviderFault {
        let job = intent.withLock { $0.job }
        if fault.mayBeCharged, isPaid, !isIdempotent, job == nil {
          throw undecided(fault.message)
        }
        if let pause = fault.retryAfterMs, fault.code == .rateLimit {
          try session.limits.note(retryAfterMs: pause, for: account)
        }
        // A job that is under way is asked for again, by this run or the next.
        if job == nil || !fault.isTransient {
          if isPaid, !fault.mayBeCharged { try session.ledger.release(purchase) }
          try session.purchases.settle(key)
        }
        guard fault.isTransient, attempt < Self.tries, wait(fault, attempt) else { throw fault }
      }
    }
    preconditionFailure("the loop ends by an answer or a fault")
  }

  private func open(for task: ProviderTask) throws -> any Provider {
    let provider: any Provider
    do { provider = try session.shelf.provider(asking.provider) } catch let error
      as ProviderKeyError
    {
      throw ProviderFault(.auth, "\(asking.provider): \(error). \(error.cure)")
    }
    if session.isOffline, !provider.capabilities.isLocal { throw offline }
    guard provider.capabilities.tasks.contains(task) else {
      throw ProviderFault(.invalidInput, "\(asking.provider) cannot be asked for \(task.rawValue)")
    }
    return provider
  }

  private func call(
    _ intent: Locked<PurchaseIntent>,
    isPaid: Bool,
    _ folder: Folder
  ) -> ProviderCall {
    let log = session.purchases
    let now = intent.withLock { $0 }
    return ProviderCall(
      idempotencyKey: now.request.digest.description,
      job: now.job,
      folder: folder,
      // What may be charged for is not cut short by the first request to stop: its answer is kept.
      cancellation: isPaid ? asking.killSwitch : asking.cancellation,
      progress: asking.progress,
      submitted: { job in
        try log.ask(
          intent.withLock { intent in
            intent.job = job
            return intent
          }
        )
      },
      log: asking.log
    )
  }

  private var offline: ProviderFault {
    ProviderFault(
      .offline,
      "\(asking.provider) needs the network, which --offline keeps shut, and the cache has no answer"
    )
  }

  private func undecided(_ why: String) -> ProviderFault {
    ProviderFault(
      .undecided,
      "\(asking.provider) may have been paid for this already: \(why)",
      mayBeCharged: true
    )
  }

  /// Waits before another try; false where that would take too long or the run is to stop.
  private func wait(_ fault: ProviderFault, _ attempt: Int) -> Bool {
    let pause = fault.retryAfterMs ?? Int64(500) << Int64(attempt)
    guard pause <= Self.longestPause else { return false }
    asking.log("\(fault.message); trying again in \(pause) ms")
    return !asking.cancellation.wait(withinMilliseconds: pause)
  }
}
