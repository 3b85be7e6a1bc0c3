import CutroomModel
import Testing

@Suite struct LedgerTotalsTests {
  func purchase(_ id: String, _ micros: Int64?, request: String? = nil) -> Purchase {
    Purchase(
      id: id,
      account: ProviderAccount(provider: "openai", key: "0123456789abcdef"),
      task: .speech,
      project: "one",
      item: ItemKey(stage: "narration", item: "a-01"),
      run: "r1",
      request: request,
      estimate: micros.map { Cost(micros: $0, currency: "USD") },
      at: 1_800_000_000_000_000
    )
  }

  func spent(_ totals: LedgerTotals, _ project: String = "one", run: String? = nil) -> Int64 {
    totals.spent(project: project, run: run, currency: "USD").micros
  }

  @Test func `a purchase counts with its estimate until its cost is known`() {
    var totals = LedgerTotals()
    totals.apply(.begun(purchase("a", 100)))
    #expect(spent(totals) == 100 && totals.sum().open == 1)
    totals.apply(.settled(purchase("a", nil), Cost(micros: 70, currency: "USD")))
    #expect(spent(totals) == 70 && totals.sum().open == 0 && totals.sum().requests == 1)
    totals.apply(.begun(purchase("b", 5)))
    totals.apply(.settled(purchase("b", nil), nil))
    #expect(spent(totals) == 75)
    totals.apply(.begun(purchase("c", 1000)))
    totals.apply(.released(purchase("c", nil)))
    #expect(spent(totals) == 75 && totals.sum().requests == 2)
  }

  @Test func `what was settled counts also where its beginning cannot be read`() {
    var totals = LedgerTotals()
    totals.apply(.settled(purchase("a", nil), Cost(micros: 70, currency: "USD")))
    totals.apply(.released(purchase("b", nil)))
    #expect(spent(totals) == 70 && totals.sum().requests == 1)
  }

  @Test func `sums are of a project, a run and a currency`() {
    var totals = LedgerTotals()
    totals.apply(.begun(purchase("a", 100)))
    #expect(spent(totals, run: "r1") == 100 && spent(totals, run: "r2") == 0)
    #expect(spent(totals, "two") == 0)
    #expect(totals.spent(project: "one", currency: "EUR").micros == 0)
    totals.apply(.renamed(from: "one", to: "two"))
    #expect(spent(totals) == 0 && spent(totals, "two") == 100)
    totals.apply(.settled(purchase("a", nil), Cost(micros: 1, currency: "USD")))
    #expect(spent(totals) == 0 && spent(totals, "two") == 1)
  }

  @Test func `an open purchase is found by its request`() {
    var totals = LedgerTotals()
    let first = purchase("a", 100, request: "key")
    totals.apply(.begun(first))
    #expect(totals.open(request: "key", of: first.account) == first)
    #expect(totals.open(request: "key", of: ProviderAccount(provider: "openai")) == nil)
    totals.apply(.settled(first, nil))
    #expect(totals.open(request: "key", of: first.account) == nil)
  }

  @Test func `entries are read as they are written`() {
    let cost = Cost(micros: 9, currency: "EUR")
    var unknown = purchase("a", nil)
    unknown.run = nil
    for entry in [
      LedgerEntry.begun(purchase("a", 5, request: "key")), .begun(unknown),
      .settled(unknown, cost), .settled(unknown, nil), .released(unknown),
      .renamed(from: "one", to: "two"),
    ] { #expect(LedgerEntry(json: entry.json) == entry) }
    var later = LedgerEntry.released(unknown).json
    later["type"] = "lent"
    #expect(LedgerEntry(json: later) == nil)
  }
}
