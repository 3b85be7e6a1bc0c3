import CutroomModel
import Testing

@testable import CutroomProviders

@Suite struct OpenAITests {
  private let schema: JSONValue = [
    "type": "object", "properties": ["tags": ["type": "array", "items": ["type": "string"]]],
    "required": ["tags"], "additionalProperties": false,
  ]

  private func job(repair: TextJob.Repair? = nil) -> TextJob {
    TextJob(
      model: "m-1",
      system: "Be brief.",
      prompt: "Tags?",
      schema: schema,
      schemaName: "tags",
      repair: repair
    )
  }

  private func completion(
    _ content: JSONValue,
    finish: String = "stop",
    refusal: JSONValue = .null
  ) -> JSONValue {
    [
      "id": "chatcmpl-1", "object": "chat.completion", "model": "m-1",
      "choices": [
        [
          "index": 0, "finish_reason": .string(finish),
          "message": ["role": "assistant", "content": content, "refusal": refusal],
        ]
      ],
      "usage": ["prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29],
    ]
  }

  @Test func `a schema is sent as such, strict where it may be`() {
    let body = OpenAIChat.body(job(), .schema)
    #expect(body["model"] == "m-1")
    #expect(body["response_format"]?["type"] == "json_schema")
    let format = body["response_format"]?["json_schema"]
    #expect(format?["name"] == "tags")
    #expect(format?["strict"] == true)
    #expect(format?["schema"] == schema)
    #expect(body["messages"]?.array?.count == 2)
    var open = job()
    open.schema["additionalProperties"] = nil
    let loose = OpenAIChat.body(open, .schema)["response_format"]?["json_schema"]
    #expect(loose?["strict"] == false)
  }

  @Test func `a server without schemas gets the schema among its instructions`() {
    let body = OpenAIChat.body(job(), .object)
    #expect(body["response_format"] == ["type": "json_object"])
    let system = body["messages"]?.array?.first?["content"]?.string ?? ""
    #expect(system.hasPrefix("Be brief.\n\nAnswer with one JSON object"))
    #expect(system.contains(#""required":["tags"]"#))
    let words = [
      "'response_format.type' must be 'json_object' or 'text'", "unknown field json_schema",
    ]
    for word in words { #expect(OpenAIChat.asksForOtherForm(status: 400, words: word)) }
    #expect(!OpenAIChat.asksForOtherForm(status: 400, words: "no such model"))
    #expect(!OpenAIChat.asksForOtherForm(status: 401, words: "response_format"))
  }

  @Test func `a repair shows what was answered and what was wrong with it`() {
    let repair = TextJob.Repair(answer: #"{"tag":1}"#, faults: ["/tags is missing", "no tag"])
    let messages = OpenAIChat.body(job(repair: repair), .schema)["messages"]?.array ?? []
    #expect(messages.map { $0["role"]?.string } == ["system", "user", "assistant", "user"])
    #expect(messages[2]["content"] == #"{"tag":1}"#)
    #expect(messages[3]["content"]?.string?.contains("- /tags is missing\n- no tag") == true)
  }

  @Test(arguments: [
    #"{"tags": ["a"]}"#, "```json\n{\"tags\": [\"a\"]}\n```", "  ```\n{\"tags\": [\"a\"]}\n``` \n",
  ])
  func `the value is read, fenced or not, and tokens are counted`(content: String) throws {
    let answer = try OpenAIChat.answer(completion(.string(content)), from: "o")
    #expect(answer.result == .text(["tags": ["a"]]))
    #expect(answer.tokens == TokenCount(read: 19, written: 10))
  }

  @Test func `what is no JSON is answered as a text, to be repaired`() throws {
    let answer = try OpenAIChat.answer(completion("Sure! Here are tags"), from: "o")
    #expect(answer.result == .text("Sure! Here are tags"))
  }

  @Test func `a refusal, a cut answer and an empty one are bad answers that cost`() throws {
    let replies: [(JSONValue, String)] = [
      (completion(.null, refusal: "I cannot help."), "refused: I cannot help."),
      (completion(#"{"tags": ["#, finish: "length"), "length limit"),
      (completion(.null, finish: "content_filter"), "filter"), (completion(""), "without content"),
      (["choices": []], "without a choice"), (["object": "list"], "without a choice"),
    ]
    for (reply, words) in replies {
      let fault = try fault { _ = try OpenAIChat.answer(reply, from: "o") }
      #expect(fault.code == .badAnswer)
      #expect(fault.mayBeCharged)
      #expect(fault.message.contains(words), "\(fault.message)")
    }
  }

  @Test func `speech is asked for within its bounds`() throws {
    var line = SpeechJob(text: "Hello.", model: "tts", voice: "alloy", language: "en", speed: 1250)
    let body = try OpenAISpeech.body(line, for: "o")
    let wanted: JSONValue = [
      "model": "tts", "input": "Hello.", "voice": "alloy", "response_format": "mp3",
      "speed": .number(1.25),
    ]
    #expect(body == wanted)
    line.speed = 1000
    #expect(try OpenAISpeech.body(line, for: "o")["speed"] == nil)
    for change in [
      { (job: inout SpeechJob) in job.text = String(repeating: "a", count: 4097) },
      { $0.speed = 100 }, { $0.format = "midi" },
    ] {
      var bad = line
      change(&bad)
      let fault = try fault { _ = try OpenAISpeech.body(bad, for: "o") }
      #expect(fault.code == .invalidInput)
    }
  }

  @Test func `sound is known by its first bytes`() {
    #expect(SoundForm.mp3.fits([0xFF, 0xFB, 0x90, 0x00]))
    #expect(SoundForm.mp3.fits(Array("ID3\u{4}".utf8)))
    #expect(!SoundForm.mp3.fits([0xFF, 0xF1, 0x50]))
    #expect(SoundForm.aac.fits([0xFF, 0xF1, 0x50]))
    #expect(SoundForm.wav.fits(Array("RIFF....WAVEfmt ".utf8)))
    #expect(SoundForm.flac.fits(Array("fLaC".utf8)))
    #expect(SoundForm.opus.fits(Array("OggS".utf8)))
    #expect(!SoundForm.mp3.fits(Array(#"{"error": 1}"#.utf8)))
    #expect(!SoundForm.mp3.fits([]))
  }

  @Test func `errors of the service are told apart`() {
    func fault(
      _ status: Int,
      _ error: JSONValue,
      _ headers: [String: String] = [:]
    ) -> ProviderFault {
      let reply = WebReply(status: status, headers: headers, finalURL: "", bytes: 0)
      return OpenAIFault.fault(
        ReplyFault("o", reply, error.text("message"), now: .init(microseconds: 0), isPaid: true),
        error: error
      )
    }
    let quota = fault(429, ["message": "no credit", "type": "insufficient_quota"])
    #expect(quota.code == .auth)
    #expect(quota.retryAfterMs == nil)
    let busy = fault(
      429,
      ["message": "slow down", "type": "requests"],
      [
        "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m6s",
        "x-ratelimit-remaining-tokens": "9", "x-ratelimit-reset-tokens": "6h",
      ]
    )
    #expect(
      busy == ProviderFault(.rateLimit, "o was asked too often: slow down", retryAfterMs: 66_000)
    )
    #expect(fault(429, [:], ["retry-after": "3"]).retryAfterMs == 3000)
    #expect(fault(401, ["message": "bad key"]).code == .auth)
    #expect(fault(404, ["message": "no model"]).code == .notFound)
    #expect(fault(400, ["message": "no"]).code == .invalidInput)
    #expect(fault(500, [:]) == ProviderFault(.server, "o failed (500)"))
    #expect(fault(502, [:]).mayBeCharged)
    #expect(fault(307, [:]).code == .redirected)
  }

  @Test func `spans are read as the service writes them`() {
    #expect(RetryTime.span("12ms") == 12)
    #expect(RetryTime.span("1h2m3.5s") == 3_723_500)
    #expect(RetryTime.span("6m0s") == 360_000)
    #expect(RetryTime.span("20") == 20_000)
    #expect(RetryTime.span("soon") == nil)
    #expect(RetryTime.span("") == nil)
  }
}
