import BuiltPrograms
import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers
import LoopbackServices
import Testing

@Suite(.timeLimit(.minutes(1))) struct OpenAIServiceTests {
  private func bench(
    form: String = "json_schema",
    sound: String = "",
    key: String = "canary-openai-key",
    price: Price? = Price(currency: "USD", perRequest: 1000)
  ) throws -> ServiceBench {
    try ServiceBench(
      .openai,
      path: "/v1",
      arguments: ["canary-openai-key", sound, form],
      key: key,
      price: price
    )
  }

  private let job = TextJob(
    model: "m-1",
    system: "Be brief.",
    prompt: "Tags?",
    schema: [
      "type": "object", "properties": ["title": ["type": "string"]], "required": ["title"],
      "additionalProperties": false,
    ],
    schemaName: "tags"
  )

  private let spoken: ProviderRequest = .speech(
    SpeechJob(text: "Hello.", model: "tts", voice: "alloy", language: "en")
  )

  @Test func `a value that keeps the schema comes with its tokens`() throws {
    let bench = try bench()
    let answer = try bench.provider.perform(.text(job), try bench.bench.call(key: "k-7"))
    guard case .text(let value) = answer.result else { throw ProviderFault(.badAnswer, "no text") }
    #expect(value["title"]?.string?.isEmpty == false)
    #expect(answer.tokens != nil)
    let asked = try #require(try bench.server.log().first)
    #expect(asked.headers["idempotency-key"] == "k-7")
    #expect(asked.headers["authorization"] == "Bearer canary-openai-key")
    #expect(!asked.path.contains("canary"))
  }

  @Test func `a server that knows no schemas is asked in its own way, and remembered`() throws {
    let bench = try bench(form: "json_object")
    for _ in 0..<2 {
      let answer = try bench.provider.perform(.text(job), try bench.bench.call())
      guard case .text(let value) = answer.result else {
        throw ProviderFault(.badAnswer, "no text")
      }
      #expect(value["title"]?.string?.isEmpty == false)
    }
    // The first try, its second form, and the second request.
    #expect(try bench.server.log().count == 3)
  }

  @Test func `a repair round is a conversation`() throws {
    let bench = try bench()
    var again = job
    again.repair = .init(answer: "Sure!", faults: ["it is no JSON"])
    _ = try bench.provider.perform(.text(again), try bench.bench.call())
    let body = try ServiceSamples.json(try #require(try bench.server.log().first).body)
    #expect(body["messages"]?.array?.count == 4)
  }

  @Test func `speech is written to a file of the call`() throws {
    let bench = try bench()
    let answer = try bench.provider.perform(spoken, try bench.bench.call())
    #expect(answer.result == .speech(SpokenLine(file: "speech.mp3")))
    let facts = try #require(try bench.bench.folder.facts("speech.mp3"))
    #expect(facts.size == 417)
    #expect(try bench.bench.folder.names() == ["speech.mp3"])
    // A second try takes the place of the first.
    _ = try bench.provider.perform(spoken, try bench.bench.call())
    #expect(try bench.bench.folder.facts("speech.mp3")?.size == 417)
  }

  @Test func `what is no sound is a bad answer that may cost`() throws {
    let bench = try bench()
    for body in ["", #"{"audio": 1}"#, "<html></html>"] {
      try bench.server.queue(.init(200, body: body))
      let fault = try bench.fault(spoken)
      #expect(fault.code == .badAnswer)
      #expect(fault.mayBeCharged)
    }
  }

  @Test func `a wrong key is told, and never repeated`() throws {
    let bench = try bench(key: "canary-wrong-key")
    for request in [ProviderRequest.text(job), spoken] {
      let fault = try bench.fault(request)
      #expect(fault.code == .auth)
      #expect(!fault.message.contains("canary"), "\(fault.message)")
      #expect(!fault.mayBeCharged)
    }
  }

  @Test func `what is undecided may cost, what was refused does not`() throws {
    let bench = try bench()
    let quota = #"{"error": {"message": "no credit", "type": "insufficient_quota"}}"#
    let busy = #"{"error": {"message": "slow down", "type": "requests"}}"#
    let troubles: [(LoopbackServer.Answer, ProviderFault.Code, Bool)] = [
      (.init(429, body: quota), .auth, false),
      (.init(429, headers: ["x-ratelimit-reset-requests": "1s"], body: busy), .rateLimit, false),
      (.init(500), .server, false), (.init(503), .server, false), (.init(502), .server, true),
      (.init(504), .server, true), (.init(400), .invalidInput, false),
      (.init(308), .redirected, false), (.init(304), .badAnswer, false),
      (.init(200, body: "no json"), .badAnswer, true), (.init(200, fault: .reset), .network, true),
      (.init(200, body: "{", fault: .cut), .network, true),
    ]
    for (answer, code, mayBeCharged) in troubles {
      try bench.server.queue(answer)
      let fault = try bench.fault(.text(job))
      #expect(fault.code == code, "\(answer): \(fault)")
      #expect(fault.mayBeCharged == mayBeCharged, "\(answer): \(fault)")
    }
  }

  @Test func `a call that is cancelled ends the waiting`() throws {
    let bench = try bench()
    try bench.server.queue(.init(200, fault: .silence))
    let cancellation = try Cancellation()
    let server = bench.server
    let watcher = try WorkThread {
      for _ in 0..<1000 where (try? server.log().isEmpty) != false {
        _ = try? Waiting.poll([], milliseconds: 10)
      }
      cancellation.cancel()
    }
    let call = try bench.bench.call(cancellation: cancellation)
    let fault = try fault { _ = try bench.provider.perform(.text(job), call) }
    watcher.join()
    #expect(fault.code == .cancelled)
    #expect(fault.mayBeCharged)
    let before = try bench.server.log().count
    let second = try CutroomProvidersTests.fault {
      _ = try bench.provider.perform(.text(job), call)
    }
    #expect(second.code == .cancelled)
    #expect(!second.mayBeCharged)
    #expect(try bench.server.log().count == before)
  }

  @Test func `a server of this machine is local, and free without a price`() throws {
    let free = try bench(price: nil).provider.capabilities
    #expect(free.isLocal)
    #expect(!free.isPaid)
    #expect(!free.isIdempotent)
    #expect(try bench().provider.capabilities.isPaid)
    let away = ProviderSettings(name: "o", maker: .builtin(.openai))
    let shelf = ProviderShelf(
      [away],
      web: NetWorkers(atOnce: 1),
      workspace: try ProviderBench().workspace,
      secrets: .init()
    )
    let capabilities = try shelf.provider("o").capabilities
    #expect(!capabilities.isLocal)
    #expect(capabilities.isPaid)
  }

  @Test func `nobody is asked where nobody listens, and nothing is charged`() throws {
    let bench = try bench()
    let shelf = ProviderShelf(
      [
        ProviderSettings(
          name: "o",
          maker: .builtin(.openai),
          baseURL: "http://127.0.0.1:1/v1",
          allowsPrivateHosts: true,
          price: Price(currency: "USD", perRequest: 1000)
        ),
        ProviderSettings(
          name: "p",
          maker: .builtin(.openai),
          baseURL: bench.server.base,
          price: Price(currency: "USD", perRequest: 1000)
        ),
      ],
      web: NetWorkers(atOnce: 1, folder: builtPrograms),
      workspace: bench.bench.workspace,
      secrets: .init()
    )
    let closed = try fault {
      _ = try shelf.provider("o").perform(.text(job), try bench.bench.call())
    }
    #expect(closed.code == .network)
    #expect(!closed.mayBeCharged)
    let refused = try fault {
      _ = try shelf.provider("p").perform(.text(job), try bench.bench.call())
    }
    #expect(refused.code == .privateAddress)
    #expect(refused.message.hasSuffix("leads to the private address 127.0.0.1"))
    #expect(try bench.server.log().isEmpty)
  }
}
