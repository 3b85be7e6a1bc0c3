package import CutroomModel
package import CutroomSystem

/// What was bought, for how much and for what: `.cutroom/ledger.jsonl` of a workspace, which is only
/// ever appended to.
///
/// A purchase is written down, durably, before its request is sent, and counts with its estimate until
/// the answer tells what it cost: a kill loses none. Any number of threads and processes may buy at
/// once; what all of them have begun counts for a budget.
package final class CostLedger: Sendable {
  package static let name = "ledger.jsonl"

  private let clock: SystemClock
  private let file: Locked<LedgerFile>

  /// Opens the ledger of a folder, created where missing.
  ///
  /// After so many lines their sums are kept beside it.
  package init(
    _ folder: Folder,
    clock: SystemClock = .real,
    linesToKeep: Int = 1000
  ) throws {
    self.clock = clock
    file = Locked(try LedgerFile(folder, name: Self.name, linesToKeep: linesToKeep))
  }

  /// Writes down that a request is about to be sent, where the budgets allow it.
  ///
  /// The purchase's `id` and `at` are given here. Where it names a `request` of which a purchase is
  /// open already, it takes its place, for whomever it was begun: the money is that of who asks now, and
  /// counts once. Throws `BudgetRefusal`, and `StoreError` where it cannot be written: the request must
  /// not be sent then.
  package func begin(_ purchase: Purchase, budgets: [Budget] = []) throws -> Purchase {
    var purchase = purchase
    purchase.id = RandomName.hex(16)
    purchase.at = LimitMoment(wall: clock.now(), sinceStart: 0, boot: 0).wall
    if let estimate = purchase.estimate, estimate.micros < 0 { purchase.estimate?.micros = 0 }
    return try withFile { file in
      var totals = file.reading.totals
      if let request = purchase.request,
        let open = totals.open(request: request, of: purchase.account)
      {
        purchase.id = open.id
        totals.apply(.released(open))
      }
      for budget in budgets { try Self.check(purchase, budget, totals) }
      try file.append(.begun(purchase))
      return purchase
    }
  }

  /// Writes down that the answer is there, and what it cost; nil: what was estimated.
  package func settle(_ purchase: Purchase, cost: Cost?) throws {
    // What a service says is not always an amount.
    let known = cost.flatMap { $0.micros >= 0 && Cost.isCurrency($0.currency) ? $0 : nil }
    try withFile { try $0.append(.settled(purchase, known)) }
  }

  /// Writes down of all that is open of a request that there is nothing left to find out.
  package func settleAll(of request: String) throws {
    try withFile { file in
      for open in file.reading.totals.open(request: request) {
        try file.append(.settled(open, nil))
      }
    }
  }

  /// Writes down that a request was certainly not sent, or not charged for.
  package func release(_ purchase: Purchase) throws {
    try withFile { try $0.append(.released(purchase)) }
  }

  /// Counts for a new id what was bought for an old one.
  package func rename(_ project: String, to new: String) throws {
    try withFile { try $0.append(.renamed(from: project, to: new)) }
  }

  /// What everything comes to, all that is under way included.
  package func reading() throws -> LedgerReading { try withFile(\.reading) }

  // MARK: -

  private func withFile<Result>(_ body: (LedgerFile) throws -> Result) throws -> Result {
    try file.withLock { file in try file.withLock { try body(file) } }
  }

  private static func check(
    _ purchase: Purchase,
    _ budget: Budget,
    _ totals: LedgerTotals
  ) throws(BudgetRefusal) {
    let run = budget.scope == .run ? purchase.run : nil
    let currency = budget.amount.currency
    let spent = totals.spent(project: purchase.project, run: run, currency: currency)
    let asked = purchase.estimate
    let foreign = totals.spent(project: purchase.project, run: run, besides: currency)
    func refuse(_ reason: BudgetRefusal.Reason) -> BudgetRefusal {
      BudgetRefusal(
        reason,
        budget,
        provider: purchase.account.provider,
        spent: spent,
        asked: asked,
        foreign: foreign
      )
    }
    if let asked, asked.micros <= 0 { return }
    // Before all else: what is spent in the budget's currency would never reach it.
    if foreign != nil { throw refuse(.otherCurrency) }
    guard let asked else {
      // What tells its costs afterwards is bought while there is anything left.
      guard totals.knowsCost(of: purchase.account, in: spent.currency) else {
        throw refuse(.noPrice)
      }
      if spent.micros >= budget.amount.micros { throw refuse(.spent) }
      return
    }
    if asked.currency != currency { throw refuse(.otherCurrency) }
    if (spent + asked).micros > budget.amount.micros { throw refuse(.spent) }
  }
}

extension Workspace {
  /// Counts for a new id what a project cost under an old one, where anything was bought at all.
  package func moveCosts(from project: ProjectID, to new: ProjectID) throws {
    try moveCosts(from: project.description, to: new.description)
  }

  /// Keeps what a project cost apart while it is in the trash: another one may take its id.
  package func setCostsAside(of deleted: DeletedProject) throws {
    try moveCosts(from: deleted.id.description, to: deleted.path)
  }

  /// Counts for a project that is back what it cost before.
  package func bringCostsBack(of deleted: DeletedProject, to id: ProjectID) throws {
    try moveCosts(from: deleted.path, to: id.description)
  }

  private func moveCosts(from project: String, to new: String) throws {
    guard try controlFolder().facts(CostLedger.name) != nil else { return }
    try costLedger().rename(project, to: new)
  }

  /// The ledger of the workspace.
  package func costLedger() throws -> CostLedger {
    try requireLocalFiles()
    return try CostLedger(controlFolder(), clock: clock)
  }

  /// What the ledger says now; waits for nobody and makes nothing.
  package func purchases() throws -> LedgerReading {
    guard let folder = try tree.folder(".cutroom"),
      let path = ProjectPath(".cutroom/\(CostLedger.name)"), let file = try tree.open(path)
    else { return LedgerReading() }
    var reading = LedgerSums.load(folder, of: file)
    let size = try FileFacts(descriptor: file.raw).size
    reading.read(try file.read(at: reading.end, length: Int(max(0, size - reading.end))))
    return reading
  }
}
