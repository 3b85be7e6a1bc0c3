import CutroomModel
import Testing

@Suite struct MoneyTests {
  func dollars(_ micros: Int64) -> Cost { Cost(micros: micros, currency: "USD") }

  @Test func `a cost is written with the decimals that it has`() {
    #expect(dollars(5_000_000).description == "5.00 USD")
    #expect(dollars(-1_234_500).description == "-1.2345 USD")
    #expect(dollars(1).description == "0.000001 USD")
    #expect(dollars(.max) + dollars(1) == dollars(.max))
  }

  @Test func `characters are charged in whole micros, never too few`() {
    let price = Price(currency: "USD", perRequest: 500, perThousandCharacters: 15_000)
    let job = SpeechJob(text: "Grün 🎬", model: "m", voice: "v", language: "de")
    #expect(price.estimate(of: .speech(job)) == dollars(500 + 90))
    let cheap = Price(currency: "USD", perThousandCharacters: 1)
    #expect(cheap.estimate(of: .speech(job)) == dollars(1))
    let dear = Price(currency: "USD", perRequest: .max, perThousandCharacters: .max)
    #expect(dear.estimate(of: .speech(job)) == dollars(.max))
    let fetch = FetchJob(asset: "1", rendition: "full", kind: .image)
    #expect(price.estimate(of: .fetch(fetch)) == dollars(500))
  }

  @Test func `all that a model is sent is charged`() {
    let price = Price(currency: "USD", perThousandCharacters: 1000)
    let job = TextJob(
      model: "m",
      system: "1234",
      prompt: "56",
      schema: [:],
      schemaName: "s",
      repair: .init(answer: "abc", faults: ["de", "f"])
    )
    #expect(price.estimate(of: .text(job)) == dollars(14))
  }

  @Test(arguments: [("5", 5_000_000), ("2.50", 2_500_000), ("0", 0), ("0.000001", 1)])
  func `a budget is an amount`(text: String, micros: Int64) throws {
    #expect(try Budget(text: text, currency: "USD") == Budget(dollars(micros), of: .run))
    let euros = try Budget(text: "\(text) EUR", currency: "USD")
    #expect(euros.amount == Cost(micros: micros, currency: "EUR"))
  }

  @Test(arguments: [
    "", "-1", "1e3", "0.0000001", "1.", ".5", "5 usd", "NaN", "1000001", "99999999999", "5 USD x",
  ])
  func `what is no amount is no budget`(text: String) {
    #expect(throws: BudgetFault.self) { try Budget(text: text, currency: "USD") }
  }

  @Test func `a refusal says what was asked, and what is spent`() {
    let budget = Budget(dollars(5_000_000), of: .project)
    let refusal = BudgetRefusal(
      .spent,
      budget,
      provider: "openai",
      spent: dollars(4_900_000),
      asked: dollars(200_000)
    )
    #expect(
      refusal.description
        == "openai asks 0.20 USD for a request, and 4.90 USD of the budget of the project, 5.00 USD, "
        + "are spent"
    )
  }
}
