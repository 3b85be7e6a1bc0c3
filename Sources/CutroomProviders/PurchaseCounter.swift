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
  private static let tries = 3

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
      orInsert: { try content(ask(request, key, folder), folder) }
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
    let provider = try session.open(asking.provider)
    let capabilities = provider.capabilities
    guard !session.isOffline || capabilities.isLocal else {
      throw ProviderFault(
        .offline,
        "\(asking.provider) needs the network, and --offline keeps it shut; what is asked for is not "
          + "in the cache"
      )
    }
    guard capabilities.tasks.contains(request.task) else {
      throw ProviderFault(
        .invalidInput,
        "\(asking.provider) does not do \(request.task.rawValue)"
      )
    }
    let isIdempotent = settings.isIdempotent ?? capabilities.isIdempotent
    let earlier = session.purchases.open(key)
    if let earlier, earlier.isUndecided, !session.isResubmitting {
      throw undecided("it was asked before, and no answer came")
    }
    let purchase = Locked(
      Purchase(
        key: asking.item,
        fingerprint: asking.fingerprint,
        request: key,
        provider: asking.provider,
        isIdempotent: isIdempotent,
        job: earlier?.job,
        at: session.clock.now()
      )
    )
    for attempt in 1... {
      if capabilities.isPaid { try session.purchases.ask(purchase.withLock { $0 }) }
      do {
        return try provider.perform(request, call(purchase, capabilities, folder))
      } catch let fault as ProviderFault {
        let job = purchase.withLock { $0.job }
        if fault.mayBeCharged, capabilities.isPaid, !isIdempotent, job == nil {
          throw undecided(fault.message)
        }
        // A job that is under way is asked for again, by this run or the next.
        if job == nil || !fault.isTransient { try session.purchases.settle(key) }
        guard fault.isTransient, attempt < Self.tries, wait(fault, attempt) else { throw fault }
      }
    }
    preconditionFailure("the loop ends by an answer or a fault")
  }

  private func call(
    _ purchase: Locked<Purchase>,
    _ capabilities: ProviderCapabilities,
    _ folder: Folder
  ) -> ProviderCall {
    let log = session.purchases
    let now = purchase.withLock { $0 }
    return ProviderCall(
      idempotencyKey: now.request.digest.description,
      job: now.job,
      folder: folder,
      // What may be charged for is not cut short by the first request to stop: its answer is kept.
      cancellation: capabilities.isPaid ? asking.killSwitch : asking.cancellation,
      progress: asking.progress,
      submitted: { job in
        try log.ask(
          purchase.withLock { purchase in
            purchase.job = job
            return purchase
          }
        )
      },
      log: asking.log
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
    let pause = fault.retryAfterMs ?? Int64(1000) << Int64(attempt)
    guard pause <= 120_000 else { return false }
    asking.log("\(fault.message); trying again in \(pause) ms")
    return !asking.cancellation.wait(withinMilliseconds: pause)
  }
}
