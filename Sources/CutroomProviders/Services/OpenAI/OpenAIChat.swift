import CutroomModel

/// Chat completions: `POST {base}/chat/completions` of the OpenAI API and of what is compatible.
enum OpenAIChat {
  static let path = "/chat/completions"

  /// How the form of the answer is asked for.
  enum Form: Equatable, Sendable {
    /// `response_format` with the schema itself.
    case schema
    /// Any JSON object; the schema stands among the instructions.
    case object
  }

  static func body(_ job: TextJob, _ form: Form) -> JSONValue {
    [
      "model": .string(job.model), "messages": messages(job, form),
      "response_format": format(job, form),
    ]
  }

  /// The value that the model wrote.
  ///
  /// What it wrote that is no JSON is answered as a text, so that it can be shown what was wrong.
  static func answer(
    _ body: JSONValue,
    from service: String,
    isPaid: Bool = true
  ) throws(ProviderFault) -> ProviderAnswer {
    func bad(_ what: String) -> ProviderFault {
      ProviderFault(.badAnswer, "\(service) \(what)", mayBeCharged: isPaid)
    }
    guard let choice = body["choices"]?.array?.first, let message = choice["message"] else {
      throw bad("answered without a choice")
    }
    if let refusal = message.text("refusal") {
      throw bad("refused: \(refusal)")
    }
    switch choice.text("finish_reason") {
    case "length": throw bad("stopped at the model's length limit; ask for less, or another model")
    case "content_filter": throw bad("stopped: its filter holds the answer back")
    default: break
    }
    guard let content = message.text("content") else { throw bad("answered without content") }
    return ProviderAnswer(.text(value(of: content)), tokens: tokens(body["usage"]))
  }

  /// Whether a refusal says that the server knows no schemas.
  ///
  /// Servers say so in their own words: all of them name the member or its value.
  static func asksForOtherForm(status: Int, words: String) -> Bool {
    let words = words.lowercased()
    return [400, 404, 415, 422, 500, 501].contains(status)
      && (words.contains("response_format") || words.contains("json_schema"))
  }

  // MARK: -

  private static func messages(_ job: TextJob, _ form: Form) -> JSONValue {
    var system = job.system
    if form == .object {
      let schema = String(decoding: JSONWriter.canonical(job.schema), as: UTF8.self)
      system +=
        "\n\nAnswer with one JSON object and nothing else. It must keep this JSON Schema:\n"
        + schema
    }
    var messages = [message("system", system), message("user", job.prompt)]
    if let repair = job.repair {
      let faults = repair.faults.map { "- \($0)" }.joined(separator: "\n")
      messages.append(message("assistant", repair.answer))
      messages.append(
        message(
          "user",
          "That answer cannot be used:\n\(faults)\nAnswer again, whole and corrected."
        )
      )
    }
    return .array(messages)
  }

  private static func message(_ role: String, _ content: String) -> JSONValue {
    ["role": .string(role), "content": .string(content)]
  }

  private static func format(_ job: TextJob, _ form: Form) -> JSONValue {
    guard form == .schema else { return ["type": "json_object"] }
    return [
      "type": "json_schema",
      "json_schema": [
        "name": .string(job.schemaName), "strict": .bool(StrictSchema.isStrict(job.schema)),
        "schema": job.schema,
      ],
    ]
  }

  /// Models without a schema like to fence their JSON.
  private static func value(of content: String) -> JSONValue {
    let trimmed = content.drop { $0.isWhitespace }
    var lines = trimmed.split(separator: "\n", omittingEmptySubsequences: false)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    let isFenced =
      lines.count > 2 && lines[0].hasPrefix("```")
      && lines[lines.count - 1].filter { !$0.isWhitespace } == "```"
    let text = isFenced ? lines.dropFirst().dropLast().joined(separator: "\n") : content
    return (try? JSONReader.read(Array(text.utf8), limits: ReplyJSON.limits)) ?? .string(content)
  }

  private static func tokens(_ usage: JSONValue?) -> TokenCount? {
    guard let read = usage?["prompt_tokens"]?.integer,
      let written = usage?["completion_tokens"]?.integer, read >= 0, written >= 0
    else { return nil }
    return TokenCount(read: Int(read), written: Int(written))
  }
}
