import CutroomModel
import CutroomPipeline
import Testing

@Suite struct ProviderReaderTests {
  private func read(_ settings: JSONValue) throws -> PipelineSettings {
    try PipelineReader.read(["stages": [], "settings": settings]).settings
  }

  @Test func everythingIsRead() throws {
    let settings = try read([
      "providers": [
        "voices": [
          "uses": "openai", "baseURL": "http://127.0.0.1:8080/v1/", "keyEnv": "OPENAI_API_KEY",
          "allowPrivateHosts": true, "idempotent": true, "limits": ["minute": 50, "month": 900],
          "price": [
            "currency": "EUR", "perRequest": .number(0.01),
            "per1000Characters": .number(0.015),
          ],
        ],
        "mine": ["run": ["python3", "mine.py"], "codeVersion": 3, "keyFile": "secrets/mine.key"],
      ],
      "budget": ["amount": 5],
    ])
    #expect(settings.providers.map(\.name) == ["mine", "voices"])
    let mine = settings.providers[0]
    #expect(mine.maker == .program(["python3", "mine.py"]))
    #expect(mine.key == .file("secrets/mine.key"))
    #expect(mine.codeVersion == 3)
    #expect(mine.limits == nil)
    let voices = settings.providers[1]
    #expect(voices.maker == .builtin(.openai))
    #expect(voices.baseURL == "http://127.0.0.1:8080/v1")
    #expect(voices.key == .environment("OPENAI_API_KEY"))
    #expect(voices.allowsPrivateHosts)
    #expect(voices.isIdempotent == true)
    #expect(voices.limits == [RateLimit(50, per: .minute), RateLimit(900, per: .month)])
    #expect(voices.price?.perThousandCharacters == 15_000)
    #expect(settings.budget == Cost(micros: 5_000_000, currency: "USD"))
  }

  struct Wrong: Sendable {
    let settings: JSONValue
    let place: String
    let word: String

    init(_ settings: JSONValue, _ place: String, _ word: String) {
      self.settings = settings
      self.place = place
      self.word = word
    }
  }

  @Test(arguments: [
    Wrong(["providers": ["Big": ["uses": "openai"]]], "/settings/providers/Big", "no name"),
    Wrong(["providers": ["library": ["uses": "openai"]]], "/settings/providers/library", "library"),
    Wrong(["providers": ["a": [:]]], "/settings/providers/a", "\"uses\""),
    Wrong(
      ["providers": ["a": ["uses": "openai", "run": ["y"]]]],
      "/settings/providers/a/run",
      "not both"
    ),
    Wrong(["providers": ["a": ["uses": "opena"]]], "/settings/providers/a/uses", "openai"),
    Wrong(
      ["providers": ["a": ["uses": "openai", "key": "k"]]],
      "/settings/providers/a/key",
      "no \"key\""
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "keyEnv": "sk-12345"]]],
      "/settings/providers/a/keyEnv",
      "not the key itself"
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "keyEnv": "A", "keyFile": "b"]]],
      "/settings/providers/a/keyFile",
      "not both"
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "baseURL": "ftp://host/"]]],
      "/settings/providers/a/baseURL",
      "http"
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "baseURL": "https://u:p@host/"]]],
      "/settings/providers/a/baseURL",
      "password"
    ),
    Wrong(
      ["providers": ["a": ["run": ["x"], "baseURL": "https://host/"]]],
      "/settings/providers/a/baseURL",
      "program"
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "limits": ["minute": 0]]]],
      "/settings/providers/a/limits/minute",
      "from 1"
    ),
    Wrong(
      ["providers": ["a": ["uses": "openai", "price": ["currency": "usd"]]]],
      "/settings/providers/a/price/currency",
      "USD"
    ),
    Wrong(["budget": ["amount": -1]], "/settings/budget/amount", "amount"),
    Wrong(["budget": ["amount": 1_000_001]], "/settings/budget/amount", "amount"),
    Wrong(["budget": ["amount": "5"]], "/settings/budget/amount", "amount"),
    Wrong(["budget": ["amount": 5, "currency": "dollars"]], "/settings/budget/currency", "USD"),
    Wrong(["budget": [:]], "/settings/budget", "\"amount\""),
  ])
  func whatIsWrongIsToldWithItsPlace(_ wrong: Wrong) throws {
    let fault = try #require(throws: PipelineFault.self) { try read(wrong.settings) }
    #expect(fault.place.description == wrong.place)
    #expect(fault.reason.contains(wrong.word))
    #expect(!fault.reason.contains("sk-12345"))
  }
}
