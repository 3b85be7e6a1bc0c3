import CacheTrials
import CutroomModel
import CutroomSystem
import LimitTrials
import Testing

@testable import CutroomStore

@Suite struct CostLedgerTests {
  let place: TrialFolder
  let ledger: CostLedger

  init() throws {
    place = try TrialFolder()
    ledger = try CostLedger(place.folder)
  }

  func purchase(_ micros: Int64?, run: String? = nil, request: String? = nil) -> Purchase {
    Purchase(
      account: ProviderAccount(provider: "openai"),
      task: .speech,
      project: "one",
      item: ItemKey(stage: "narration", item: "a-01"),
      run: run,
      request: request,
      estimate: micros.map { Cost(micros: $0, currency: "USD") }
    )
  }

  func budget(
    _ micros: Int64,
    _ scope: Budget.Scope = .project,
    _ currency: String = "USD"
  ) -> Budget {
    Budget(Cost(micros: micros, currency: currency), of: scope)
  }

  func spent() throws -> Int64 {
    try CostLedger(place.folder).reading().totals.spent(project: "one", currency: "USD").micros
  }

  func append(_ text: String) throws {
    try place.folder.openAppending(CostLedger.name, mode: 0o600).writeAll(Array(text.utf8))
  }

  @Test func `a purchase is there before its request, and settled after`() throws {
    let bought = try ledger.begin(purchase(100))
    #expect(bought.id.utf8.count == 16 && bought.at > 0)
    #expect(try spent() == 100)
    try ledger.settle(bought, cost: Cost(micros: 60, currency: "USD"))
    #expect(try spent() == 60)
    try ledger.release(ledger.begin(purchase(7)))
    #expect(try spent() == 60)
    #expect(try place.folder.facts(CostLedger.name)?.mode == 0o600)
  }

  @Test func `nothing is bought beyond a budget`() throws {
    _ = try ledger.begin(purchase(60), budgets: [budget(100)])
    #expect {
      try ledger.begin(purchase(41), budgets: [budget(100)])
    } throws: {
      let refusal = $0 as? BudgetRefusal
      return refusal?.spent.micros == 60 && refusal?.asked?.micros == 41
    }
    _ = try ledger.begin(purchase(40), budgets: [budget(100)])
    #expect(throws: BudgetRefusal.self) {
      try ledger.begin(purchase(nil), budgets: [budget(100)])
    }
    // What costs nothing is not held up.
    _ = try ledger.begin(purchase(0), budgets: [budget(100)])
    #expect(try spent() == 100)
  }

  @Test func `what has no price is not bought with a budget until its cost was told`() throws {
    func refusal() -> BudgetRefusal.Reason? {
      do { try ledger.release(ledger.begin(purchase(nil), budgets: [budget(100)])) } catch {
        return (error as? BudgetRefusal)?.reason
      }
      return nil
    }
    #expect(refusal() == .noPrice)
    try ledger.settle(ledger.begin(purchase(nil)), cost: Cost(micros: 60, currency: "USD"))
    #expect(refusal() == nil)
    try ledger.settle(ledger.begin(purchase(nil)), cost: Cost(micros: 40, currency: "USD"))
    #expect(refusal() == .spent)
  }

  @Test func `what was estimated is no cost that was told`() throws {
    // A price of the settings, with an answer that told nothing and with none, and taken out since.
    try ledger.settle(ledger.begin(purchase(60)), cost: nil)
    _ = try ledger.begin(purchase(10))
    func ask() throws {
      let reopened = try CostLedger(place.folder, linesToKeep: 1)
      try reopened.release(reopened.begin(purchase(nil), budgets: [budget(100)]))
    }
    #expect {
      try ask()
    } throws: {
      ($0 as? BudgetRefusal)?.reason == .noPrice
    }
    try ledger.settle(ledger.begin(purchase(5)), cost: Cost(micros: 5, currency: "USD"))
    // Also by the sums that are kept.
    for _ in 0..<2 { try ask() }
  }

  @Test func `an answer that is no amount leaves the estimate`() throws {
    for cost in [Cost(micros: -5, currency: "USD"), Cost(micros: 5, currency: "dollars")] {
      try ledger.settle(ledger.begin(purchase(10)), cost: cost)
    }
    #expect(try spent() == 20)
  }

  @Test func `a run has a budget of its own`() throws {
    _ = try ledger.begin(purchase(60, run: "r1"), budgets: [budget(100, .run), budget(500)])
    _ = try ledger.begin(purchase(60, run: "r2"), budgets: [budget(100, .run), budget(500)])
    #expect(throws: BudgetRefusal.self) {
      try ledger.begin(purchase(60, run: "r2"), budgets: [budget(100, .run), budget(500)])
    }
  }

  @Test func `a price in another currency than the budget's is not bought`() throws {
    #expect {
      try ledger.begin(purchase(1), budgets: [budget(100, .project, "EUR")])
    } throws: {
      ($0 as? BudgetRefusal)?.reason == .otherCurrency
    }
    #expect(try spent() == 0)
  }

  @Test func `a budget that another currency is spent from holds nothing and buys nothing`() throws
  {
    try ledger.settle(ledger.begin(purchase(nil)), cost: Cost(micros: 5, currency: "EUR"))
    for estimate in [nil, 1] as [Int64?] {
      #expect {
        try ledger.begin(purchase(estimate), budgets: [budget(100)])
      } throws: {
        let refusal = $0 as? BudgetRefusal
        return refusal?.reason == .otherCurrency
          && refusal?.foreign == Cost(micros: 5, currency: "EUR")
      }
    }
    // Another run has spent nothing of the kind, and what is free needs no budget.
    _ = try ledger.begin(purchase(1, run: "r2"), budgets: [budget(100, .run)])
    _ = try ledger.begin(purchase(0), budgets: [budget(100)])
  }

  @Test func `a request that is sent again with its key is the same purchase`() throws {
    let first = try ledger.begin(purchase(90, request: "key"), budgets: [budget(100)])
    let again = try CostLedger(place.folder)
      .begin(purchase(90, request: "key"), budgets: [budget(100)])
    #expect(again.id == first.id)
    #expect(try spent() == 90)
    try ledger.settle(again, cost: nil)
    #expect(throws: BudgetRefusal.self) {
      try ledger.begin(purchase(90, request: "key"), budgets: [budget(100)])
    }
  }

  @Test func `it is the purchase of who sends it again, whose budget is asked`() throws {
    _ = try ledger.begin(purchase(90, run: "r1", request: "key"))
    var other = purchase(90, run: "r2", request: "key")
    other.project = "two"
    #expect(throws: BudgetRefusal.self) { try ledger.begin(other, budgets: [budget(89)]) }
    #expect(try spent() == 90)
    _ = try ledger.begin(other, budgets: [budget(90), budget(90, .run)])
    let totals = try CostLedger(place.folder).reading().totals
    #expect(totals.spent(project: "one", currency: "USD").micros == 0)
    #expect(totals.spent(project: "two", run: "r2", currency: "USD").micros == 90)
    #expect(totals.sum().requests == 1 && totals.open(request: "key").map(\.project) == ["two"])
    try ledger.settleAll(of: "key")
    #expect(try ledger.reading().totals.open.isEmpty)
    #expect(try ledger.reading().totals.sum().micros == ["USD": 90])
  }

  @Test func `a line that was cut short takes nothing else along`() throws {
    _ = try ledger.begin(purchase(10))
    try append("{\"crc\":\"0123")
    let other = try CostLedger(place.folder)
    _ = try other.begin(purchase(5))
    _ = try ledger.begin(purchase(1))
    #expect(try spent() == 16)
    #expect(try CostLedger(place.folder).reading().damaged == 1)
  }

  @Test func `a damaged line is counted, and a line of a later version is not damage`() throws {
    _ = try ledger.begin(purchase(10))
    let bytes = try place.folder.openFile(CostLedger.name).readAll(limit: 1 << 16)
    var text = String(decoding: bytes, as: UTF8.self).replacing("\"one\"", with: "\"two\"")
    text += String(decoding: CheckedLine.encode(["type": "lent", "to": "you"]), as: UTF8.self)
    try append(text)
    let reading = try ledger.reading()
    #expect(reading.damaged == 1)
    #expect(try spent() == 10)
  }

  @Test func `a ledger that was taken away is begun anew`() throws {
    _ = try ledger.begin(purchase(10))
    try place.folder.remove(CostLedger.name)
    _ = try ledger.begin(purchase(3))
    #expect(try spent() == 3)
    #expect(try ledger.reading().totals.sum().requests == 1)
  }

  @Test func `a long ledger is read on from sums that are kept, where they are its own`() throws {
    let ledger = try CostLedger(place.folder, linesToKeep: 10)
    for number in 0..<15 {
      let bought = try ledger.begin(purchase(3, run: "r\(number % 2)", request: "key\(number)"))
      if number % 3 > 0 { try ledger.settle(bought, cost: nil) }
    }
    try append("{}\n")
    let kept = try place.folder.openFile(LedgerSums.name).readAll(limit: 1 << 20)
    let short = try CostLedger(place.folder).reading()
    #expect(short.lines < 10)
    try place.folder.remove(LedgerSums.name)
    let long = try CostLedger(place.folder).reading()
    #expect(long.lines == 26)
    #expect(short.totals == long.totals && short.damaged == 1 && long.damaged == 1)
    // Those of a ledger that was taken away, and no sums at all.
    try place.folder.remove(CostLedger.name)
    try place.folder.createFile(LedgerSums.name, mode: 0o600).writeAll(kept)
    #expect(try CostLedger(place.folder).reading().totals == LedgerTotals())
    try place.folder.remove(LedgerSums.name)
    try place.folder.createFile(LedgerSums.name, mode: 0o600).writeAll([1])
    _ = try CostLedger(place.folder).begin(purchase(5))
    #expect(try spent() == 5)
  }

  @Test func `a project takes what it cost along to a new id`() throws {
    _ = try ledger.begin(purchase(10))
    try ledger.rename("one", to: "two")
    #expect(try spent() == 0)
    #expect(try ledger.reading().totals.spent(project: "two", currency: "USD").micros == 10)
  }

  @Test func `a workspace in which nothing was bought has no ledger`() throws {
    let workspace = try Workspace.create(place.path, pipeline: ["stages": []])
    let (one, two) = (try #require(ProjectID("one")), try #require(ProjectID("two")))
    try workspace.moveCosts(from: one, to: two)
    #expect(try workspace.purchases().totals == LedgerTotals())
    #expect(try place.folder.folder(".cutroom").facts(CostLedger.name) == nil)
    _ = try workspace.costLedger().begin(purchase(10))
    try workspace.moveCosts(from: one, to: two)
    #expect(try workspace.purchases().totals.spent(project: "two", currency: "USD").micros == 10)
  }

  @Test func `eight threads of four processes spend the budget and no more`() throws {
    let children = try (0..<4).map { _ in try LimitFaults.start(["buy", place.path, "2"], place) }
    for child in children { #expect(try child.wait() == .exited(0)) }
    let most = BuyTrial.budget.amount.micros
    #expect(try spent() == most)
    let bought = try place.folder.facts(BuyTrial.bought)?.size
    #expect(bought == most / BuyTrial.price.micros)
  }

  @Test func `buyers that are killed have written down all that they bought`() throws {
    var kills = 0
    for seed in 0..<10 {
      let child = try LimitFaults.start(["buy", place.path, "2"], place)
      _ = try Waiting.poll([], milliseconds: Int64(5 + seed * 3))
      child.signal(9)
      if try child.wait() != .exited(0) { kills += 1 }
    }
    let last = try LimitFaults.start(["buy", place.path, "1"], place)
    #expect(try last.wait() == .exited(0))
    let bought = try place.folder.facts(BuyTrial.bought)?.size ?? 0
    let counted = try Int64(ledger.reading().totals.sum().requests)
    #expect(try spent() == BuyTrial.budget.amount.micros)
    #expect((bought...(bought + Int64(2 * kills))).contains(counted))
  }
}
