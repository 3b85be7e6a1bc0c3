import CutroomModel
import CutroomSystem

/// Text and speech of the OpenAI API, and of servers that speak it: Ollama, llama.cpp and the like.
final class OpenAIService: Provider {
  static let standardBase = "https://api.openai.com/v1"
  private static let largestText: Int64 = 8 << 20
  private static let largestSound: Int64 = 64 << 20
  private static let patience = 600_000

  let capabilities: ProviderCapabilities
  private let base: String
  private let key: String?
  private let line: ServiceLine
  /// Set once the server has said that it knows no schemas.
  private let knowsNoSchemas = Locked(false)

  /// A server on this machine is local, and free unless the settings give it a price.
  init(_ settings: ProviderSettings, key: String?, line: ServiceLine) {
    base = settings.baseURL ?? Self.standardBase
    self.key = key
    self.line = line
    let isLocal = Self.isLocal(base)
    capabilities = ProviderCapabilities(
      version: "1",
      tasks: BuiltinService.openai.tasks,
      isLocal: isLocal,
      isIdempotent: settings.isIdempotent ?? false,
      isPaid: !isLocal || settings.price != nil
    )
  }

  /// Whether a server at an address is on this machine.
  static func isLocal(_ base: String) -> Bool {
    let host = WebAddress(base).host ?? ""
    return host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
  }

  func perform(_ request: ProviderRequest, _ call: ProviderCall) throws -> ProviderAnswer {
    try line.hiding { () throws(ProviderFault) in
      switch request {
      case .text(let job): try write(job, call)
      case .speech(let job): try speak(job, call)
      case .search, .fetch:
        throw ProviderFault(.invalidInput, "\(line.name) can be asked for text and speech only")
      }
    }
  }

  // MARK: - Text

  private func write(_ job: TextJob, _ call: ProviderCall) throws(ProviderFault) -> ProviderAnswer {
    if !knowsNoSchemas.withLock({ $0 }) {
      if let answer = try write(job, .schema, call) { return answer }
      knowsNoSchemas.withLock { $0 = true }
      call.log("\(line.name) knows no json_schema: the schema goes among the instructions")
    }
    guard let answer = try write(job, .object, call) else {
      throw ProviderFault(.invalidInput, "\(line.name) takes no response_format at all")
    }
    return answer
  }

  /// Nil where the server does not know the form.
  private func write(
    _ job: TextJob,
    _ form: OpenAIChat.Form,
    _ call: ProviderCall
  ) throws(ProviderFault) -> ProviderAnswer? {
    let (reply, body) = try line.ask(
      exchange(OpenAIChat.path, call, limit: Self.largestText),
      body: JSONWriter.canonical(OpenAIChat.body(job, form)),
      call,
      isPaid: capabilities.isPaid
    )
    guard reply.isSuccess else {
      let fault = fault(reply, body)
      if OpenAIChat.asksForOtherForm(status: reply.status, words: fault.message) { return nil }
      throw fault
    }
    return try OpenAIChat.answer(
      try ReplyJSON.read(body, from: line.name, isPaid: capabilities.isPaid),
      from: line.name,
      isPaid: capabilities.isPaid
    )
  }

  // MARK: - Speech

  private func speak(_ job: SpeechJob, _ call: ProviderCall) throws(ProviderFault) -> ProviderAnswer
  {
    let body = try OpenAISpeech.body(job, for: line.name)
    let (reply, sound) = try line.ask(
      exchange(OpenAISpeech.path, call, limit: Self.largestSound),
      body: JSONWriter.canonical(body),
      call,
      isPaid: capabilities.isPaid
    )
    guard reply.isSuccess else { throw fault(reply, sound) }
    guard SoundForm(rawValue: job.format)?.fits(sound) == true else {
      throw ProviderFault(
        .badAnswer,
        "\(line.name) answered with something that is no \(job.format)",
        mayBeCharged: capabilities.isPaid
      )
    }
    let name = "speech.\(job.format)"
    try keep(sound, as: name, in: call.folder)
    return ProviderAnswer(.speech(SpokenLine(file: name)))
  }

  private func keep(
    _ sound: [UInt8],
    as name: String,
    in folder: Folder
  ) throws(ProviderFault) {
    do throws(SystemError) {
      try folder.remove(name)
      try folder.createFile(name, mode: 0o666).writeAll(sound)
    } catch {
      throw ProviderFault(
        .network,
        "\(line.name): the sound cannot be kept: \(error)",
        mayBeCharged: capabilities.isPaid
      )
    }
  }

  // MARK: - Both

  private func exchange(_ path: String, _ call: ProviderCall, limit: Int64) -> WebExchange {
    var fields: [WebExchange.Field] = [
      .init("Content-Type", "application/json"), .init("Idempotency-Key", call.idempotencyKey),
    ]
    if let key { fields.append(.init("Authorization", "Bearer \(key)")) }
    return WebExchange(
      url: base + path,
      method: .post,
      fields: fields,
      maxBytes: limit,
      timeoutMs: Self.patience
    )
  }

  private func fault(_ reply: WebReply, _ body: [UInt8]) -> ProviderFault {
    let value = try? JSONReader.read(body, limits: ReplyJSON.limits)
    return OpenAIFault.fault(
      ReplyFault(
        line.name,
        reply,
        OpenAIFault.words(of: value),
        now: line.now,
        isPaid: capabilities.isPaid
      ),
      error: value?["error"]
    )
  }
}
