import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// Buys one thing: out of the cache, else from the provider, with everything noted that must not be
/// forgotten.
struct PurchaseCounter {
  let session: DeskSession
  let settings: ProviderSettings
  private let asking: Asking

  /// How often a request is sent that certainly brought nothing, and may yet.
  private static let tries = 4
  private static let longestPause: Int64 = 120_000
  private static let claimPause: Int64 = 200

  init(_ session: DeskSession, _ settings: ProviderSettings, _ asking: Asking) {
    self.session = session
    self.settings = settings
    self.asking = asking
  }

  /// A request with what a program says of its version: another one may answer the same otherwise.
  ///
  /// Nothing is started with the network shut where the version that it told last has an answer.
  func request<Request: CacheRequest>(
    _ make: (_ version: String) throws -> Request
  ) throws -> Request {
    let versions = session.versions
    if session.isOffline, asking.since == nil, let last = versions.last(of: settings, session) {
      let request = try make(last)
      if try session.cache.open().contains(CacheKey(request)) { return request }
    }
    return try make(versions.version(of: settings, session, cancellation: asking.cancellation))
  }

  /// `content` says what of an answer is kept, and gets the folder with the answer's files.
  ///
  /// The cache has it at `place`, where that is another key than the one by which it is asked for.
  func buy(
    _ request: ProviderRequest,
    _ key: CacheKey,
    at place: CacheKey? = nil,
    content: (ProviderAnswer, Folder) throws -> CacheContent
  ) throws -> Bought {
    let cache = try session.cache.open()
    let place = place ?? key
    let name = "answer-\(key.digest.short)"
    let folder = try asking.folder.makeFolder(name, mode: 0o700, isPassing: true)
    let account = PurchaseAccount(session, settings, asking, request, key)
    func make() throws -> CacheContent {
      let answer = try ask(request, key, folder, account)
      do { return try content(answer, folder) } catch {
        // It came and is good for nothing: there is no question left that waiting would answer.
        if !(error is WorkerFailure) { try account.settle() }
        throw error
      }
    }
    // Asked only while somebody else gets the same, who may have to wait for room to go on.
    func isCancelled() -> Bool {
      _ = try? asking.aside {
        _ = asking.cancellation.wait(withinMilliseconds: Self.claimPause)
      }
      return asking.cancellation.isCancelled
    }
    let answer: CacheAnswer
    do {
      answer = try cache.find(
        place,
        holding: true,
        madeSince: asking.since,
        isCancelled: isCancelled,
        orInsert: make
      )
    } catch let error as SystemError where error.code == .cancelled {
      throw ProviderFault(.cancelled, "\(asking.provider) was not asked")
    }
    let bought = try Bought(answer)
    // Where the cache could not keep it, the item's commit settles the intent.
    try account.settle(isKept: bought.isKept)
    if bought.isKept {
      try cache.pin(place, for: session.purchases.project, askedBy: asking.fingerprint)
    }
    return bought
  }

  // MARK: -

  private func ask(
    _ request: ProviderRequest,
    _ key: CacheKey,
    _ folder: Folder,
    _ account: PurchaseAccount
  ) throws -> ProviderAnswer {
    let provider = try open(for: request.task)
    try account.open(provider)
    for attempt in 1... {
      do {
        let answer = try provider.perform(request, account.call(in: folder))
        account.noteCost(answer.cost)
        return answer
      } catch let fault as ProviderFault {
        try account.note(fault)
        guard fault.isTransient, attempt < Self.tries, try wait(fault, attempt) else {
          throw dated(fault)
        }
      }
    }
    preconditionFailure("the loop ends by an answer or a fault")
  }

  private func open(for task: ProviderTask) throws -> any Provider {
    let provider = try session.shelf.opened(asking.provider, cancellation: asking.cancellation)
    if session.isOffline, !provider.capabilities.isLocal { throw offline }
    guard provider.capabilities.tasks.contains(task) else {
      throw ProviderFault(.invalidInput, "\(asking.provider) cannot be asked for \(task.rawValue)")
    }
    return provider
  }

  private var offline: ProviderFault {
    ProviderFault(
      .offline,
      "\(asking.provider) needs the network, which is kept shut, and the cache has no answer"
    )
  }

  /// With the moment from which on it may be asked again, where that is too far away to wait for.
  private func dated(_ fault: ProviderFault) -> ProviderFault {
    guard let pause = fault.retryAfterMs, pause > Self.longestPause else { return fault }
    var fault = fault
    let moment = Instant(microseconds: session.clock.now() / 1_000_000 * 1_000_000 + pause * 1000)
    fault.message += ", and may be asked again at \(moment)"
    return fault
  }

  /// Waits before another try; false where that would take too long or the run is to stop.
  private func wait(_ fault: ProviderFault, _ attempt: Int) throws -> Bool {
    let pause = fault.retryAfterMs ?? Int64(500) << Int64(attempt)
    guard pause <= Self.longestPause else { return false }
    let span = Amounts.span(milliseconds: pause)
    asking.tell("\(fault.message); trying again in \(span)", waiting: pause)
    try asking.aside { _ = asking.cancellation.wait(withinMilliseconds: pause) }
    return !asking.cancellation.isCancelled
  }
}
