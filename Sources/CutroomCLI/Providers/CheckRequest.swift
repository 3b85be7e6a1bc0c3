import CutroomModel
import CutroomSystem

/// The small requests that a provider is tried with.
struct CheckRequest {
  private let settings: ProviderSettings
  private let words: ProviderCheck.Words
  private let found: Candidate?

  init(_ settings: ProviderSettings, _ words: ProviderCheck.Words, _ found: Candidate?) {
    self.settings = settings
    self.words = words
    self.found = found
  }

  func request(_ task: ProviderTask) -> ProviderRequest {
    switch task {
    case .text: .text(text)
    case .speech: .speech(speech)
    case .search: .search(search)
    case .fetch:
      .fetch(
        FetchJob(
          asset: found?.asset ?? "",
          rendition: found?.rendition ?? "",
          kind: found?.kind ?? .image
        )
      )
    }
  }

  /// What came, in a few words; a candidate that is handed over by `fetch` is kept.
  static func detail(
    of answer: ProviderAnswer,
    to request: ProviderRequest,
    in folder: Folder,
    _ found: inout Candidate?
  ) throws -> String {
    switch answer.result {
    case .text(let value):
      guard case .text(let job) = request else { break }
      if let fault = SchemaFaults.find(in: value, job.schema).first {
        throw ProviderFault(
          .badAnswer,
          "the answer does not keep the schema that was sent: \(fault)"
        )
      }
      return "a value that keeps its schema"
    case .speech(let line): return "\(try size(line.file, folder)) bytes of speech"
    case .candidates(let all):
      found = all.first { $0.url == nil }
      let first = all.first.map { ", the first under \($0.rights.licence ?? "no licence")" } ?? ""
      return "\(all.count) found\(first)"
    case .file(let file): return "\(try size(file, folder)) bytes"
    }
    throw ProviderFault(.badAnswer, "something else was answered than was asked for")
  }

  private static func size(_ file: String, _ folder: Folder) throws -> Int64 {
    let file = try folder.openFile(file)
    return try FileFacts(descriptor: file.raw).size
  }

  private var isOpenAI: Bool { settings.maker == .builtin(.openai) }

  private var text: TextJob {
    TextJob(
      model: words.model ?? (isOpenAI ? "gpt-4o-mini" : "default"),
      system: "You answer with JSON and nothing else.",
      prompt: "Say hello: {\"answer\": \"hello\"}",
      schema: [
        "type": "object", "properties": ["answer": ["type": "string"]], "required": ["answer"],
        "additionalProperties": false,
      ],
      schemaName: "check"
    )
  }

  private var speech: SpeechJob {
    SpeechJob(
      text: "One, two, three.",
      model: words.model ?? (isOpenAI ? "gpt-4o-mini-tts" : "default"),
      voice: words.voice ?? (isOpenAI ? "alloy" : "default"),
      language: "en"
    )
  }

  private var search: SearchJob {
    SearchJob(
      query: words.query ?? "landscape",
      kinds: FoundKind.allCases,
      limit: 3,
      width: 1920,
      height: 1080,
      language: "en"
    )
  }
}
