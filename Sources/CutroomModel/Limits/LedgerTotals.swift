/// What all entries of a ledger come to.
package struct LedgerTotals: Hashable, Sendable {
  /// What is added up by: of each, the sums of what was asked for.
  package struct Key: Hashable, Sendable {
    package var account: ProviderAccount
    package var month: UTCMonth
    package var project: String
    package var run: String?
  }

  package struct Sum: Hashable, Sendable {
    package init() {}

    /// Requests that were sent, or may have been.
    package var requests = 0
    /// Of them, those whose answer never came: they count with their estimate.
    package var open = 0
    /// Millionths by currency.
    package var micros: [String: Int64] = [:]
    /// Currencies in which an answer told what it cost.
    package var told: Set<String> = []

    fileprivate mutating func add(_ cost: Cost?) {
      guard let cost else { return }
      let (sum, overflow) = micros[cost.currency, default: 0]
        .addingReportingOverflow(cost.micros)
      micros[cost.currency] = overflow ? .max : sum
    }

    fileprivate mutating func takeBack(_ cost: Cost?) {
      guard let cost else { return }
      let rest = micros[cost.currency, default: 0] - cost.micros
      micros[cost.currency] = rest == 0 ? nil : rest
    }

    fileprivate mutating func add(_ other: Sum) {
      requests += other.requests
      open += other.open
      told.formUnion(other.told)
      for (currency, micros) in other.micros { add(Cost(micros: micros, currency: currency)) }
    }
  }

  package private(set) var sums: [Key: Sum] = [:]
  /// What was begun and neither settled nor released.
  package private(set) var open: [String: Purchase] = [:]
  private var openRequests: [String: String] = [:]

  package init() {}

  /// What ``sums`` and ``open`` were.
  package init(sums: [Key: Sum], open: [Purchase]) {
    self.sums = sums
    for purchase in open { note(purchase) }
  }

  package mutating func apply(_ entry: LedgerEntry) {
    switch entry {
    case .begun(let purchase):
      close(purchase.id)
      note(purchase)
      change(purchase) {
        $0.requests += 1
        $0.open += 1
        $0.add(purchase.estimate)
      }
    case .settled(let purchase, let cost):
      let begun = close(purchase.id)
      change(begun ?? purchase) {
        $0.requests += 1
        $0.add(cost ?? begun?.estimate)
        if let cost, cost.micros > 0 { $0.told.insert(cost.currency) }
      }
    case .released(let purchase): close(purchase.id)
    case .renamed(let old, let new): rename(old, to: new)
    }
  }

  /// The open purchase of a request that the service would not charge for again.
  package func open(request: String, of account: ProviderAccount) -> Purchase? {
    openRequests[Self.name(request, account)].flatMap { open[$0] }
  }

  /// What is open of a request, whoever's it is and whatever key was sent with it.
  package func open(request: String) -> [Purchase] {
    open.values.filter { $0.request == request }.sorted { $0.id < $1.id }
  }

  /// What counts for a budget, in another currency than its own; nil where nothing does.
  package func spent(project: String, run: String? = nil, besides currency: String) -> Cost? {
    var others: [String: Cost] = [:]
    for (key, sum) in sums where key.project == project && (run == nil || key.run == run) {
      for (other, micros) in sum.micros where other != currency && micros > 0 {
        let cost = Cost(micros: micros, currency: other)
        others[other] = others[other].map { $0 + cost } ?? cost
      }
    }
    return others.min { $0.key < $1.key }?.value
  }

  /// What counts for a budget: all of a project, or all of one run of it.
  package func spent(project: String, run: String? = nil, currency: String) -> Cost {
    let matching = sums.filter { key, _ in
      key.project == project && (run == nil || key.run == run)
    }
    return matching.values.reduce(Cost(micros: 0, currency: currency)) {
      $0 + Cost(micros: $1.micros[currency, default: 0], currency: currency)
    }
  }

  /// Whether an answer from an account ever told a cost in a currency: what was estimated was a word of
  /// the settings, which may be taken back.
  package func knowsCost(of account: ProviderAccount, in currency: String) -> Bool {
    sums.contains { $0.account == account && $1.told.contains(currency) }
  }

  /// The sum of everything for which `isWanted` is true.
  package func sum(where isWanted: (Key) -> Bool = { _ in true }) -> Sum {
    var sum = Sum()
    for (key, part) in sums where isWanted(key) { sum.add(part) }
    return sum
  }

  // MARK: -

  private static func name(_ request: String, _ account: ProviderAccount) -> String {
    "\(account.provider)/\(account.key ?? "")/\(request)"
  }

  private mutating func note(_ purchase: Purchase) {
    open[purchase.id] = purchase
    if let request = purchase.request {
      openRequests[Self.name(request, purchase.account)] = purchase.id
    }
  }

  /// Takes an open purchase out of the sums.
  @discardableResult
  private mutating func close(_ id: String) -> Purchase? {
    guard let purchase = open.removeValue(forKey: id) else { return nil }
    if let request = purchase.request {
      openRequests[Self.name(request, purchase.account)] = nil
    }
    change(purchase) {
      $0.requests -= 1
      $0.open -= 1
      $0.takeBack(purchase.estimate)
    }
    return purchase
  }

  private mutating func change(_ purchase: Purchase, _ body: (inout Sum) -> Void) {
    let key = Key(
      account: purchase.account,
      month: UTCMonth(at: Instant(microseconds: purchase.at)),
      project: purchase.project,
      run: purchase.run
    )
    body(&sums[key, default: Sum()])
    if sums[key] == Sum() { sums[key] = nil }
  }

  private mutating func rename(_ old: String, to new: String) {
    for (key, sum) in sums where key.project == old {
      var renamed = key
      renamed.project = new
      sums[key] = nil
      sums[renamed, default: Sum()].add(sum)
    }
    for (id, purchase) in open where purchase.project == old { open[id]?.project = new }
  }
}
