import CutroomModel
import CutroomProviders
import CutroomSystem
import LoopbackServices
import Testing

/// Services that say in their answers what they were asked with.
@Suite(.timeLimit(.minutes(1))) struct RepeatedKeyTests {
  private static let key = "canary-repeated-key"

  private static let speech = ProviderRequest.speech(
    SpeechJob(text: "Hello.", model: "tts", voice: "alloy", language: "en")
  )

  private static let text = ProviderRequest.text(
    TextJob(model: "m", system: "s", prompt: "p", schema: ["type": "object"], schemaName: "x")
  )

  private static let answers: [LoopbackServer.Answer] = [
    .init(401, body: #"{"error": {"message": "no \#(key) here"}}"#),
    .init(500, body: "it broke with \(key)"), .init(302, body: key),
    .init(429, body: #"{"error": "\#(key)"}"#), .init(200, body: key),
    .init(200, body: #"{"error": {"message": "\#(key)"}}"#),
    .init(200, body: #"{"choices": [{"message": {"refusal": "not with \#(key)"}}]}"#),
    .init(503, body: String(repeating: key + " ", count: 10_000)),
  ]

  // By number, as arguments are printed.
  @Test(arguments: answers.indices)
  func `a key that is repeated is in no file and no word`(number: Int) throws {
    let bench = try ServiceBench(
      .openai,
      path: "/v1",
      arguments: [Self.key, "", ""],
      key: Self.key
    )
    for request in [Self.speech, Self.text] {
      try bench.server.queue(Self.answers[number])
      let fault = try bench.fault(request)
      #expect(!fault.message.contains("canary"), "\(fault.message)")
      #expect(try bench.bench.folder.names().isEmpty)
    }
  }

  @Test func `a key is hidden also where the words are cut`() throws {
    let bench = try ServiceBench(
      .openai,
      path: "/v1",
      arguments: [Self.key, "", ""],
      key: Self.key
    )
    for length in 440..<510 {
      let words = String(repeating: "x", count: length) + Self.key
      try bench.server.queue(.init(400, body: #"{"error": {"message": "\#(words)"}}"#))
      let fault = try bench.fault(Self.text)
      #expect(fault.message.count <= 501 && !fault.message.contains("xc"), "\(fault.message)")
    }
  }

  @Test func `a search hides the key that a service repeats`() throws {
    let bench = try ServiceBench(.pexels, arguments: [Self.key, "3", "/tmp"], key: Self.key)
    for words in ["bad \(Self.key)", #"{"error": "bad \#(Self.key)"}"#] {
      try bench.server.queue(.init(400, body: words))
      let fault = try bench.fault(.search())
      #expect(fault.message.contains("bad ***"), "\(fault.message)")
    }
  }
}
