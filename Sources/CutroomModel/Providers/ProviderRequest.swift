/// What a provider is asked for.
package enum ProviderRequest: Hashable, Sendable {
  case text(TextJob)
  case speech(SpeechJob)
  case search(SearchJob)
  case fetch(FetchJob)

  package var task: ProviderTask {
    switch self {
    case .text: .text
    case .speech: .speech
    case .search: .search
    case .fetch: .fetch
    }
  }
}

/// A JSON value is wanted of a language model.
package struct TextJob: Hashable, Sendable {
  package var model: String
  /// What the model is, and the rules of the answer.
  package var system: String
  package var prompt: String
  /// A JSON Schema that the answer must keep.
  package var schema: JSONValue
  /// A short name for the schema: a–z, 0–9 and `_`.
  package var schemaName: String
  /// What the model answered before, and what was wrong with it.
  package var repair: Repair?

  package struct Repair: Hashable, Sendable {
    package var answer: String
    package var faults: [String]

    package init(answer: String, faults: [String]) {
      self.answer = answer
      self.faults = faults
    }
  }

  package init(
    model: String,
    system: String,
    prompt: String,
    schema: JSONValue,
    schemaName: String,
    repair: Repair? = nil
  ) {
    self.model = model
    self.system = system
    self.prompt = prompt
    self.schema = schema
    self.schemaName = schemaName
    self.repair = repair
  }
}

/// A line is to be spoken.
package struct SpeechJob: Codable, Hashable, Sendable {
  package var text: String
  package var model: String
  package var voice: String
  /// A language tag such as `en`.
  package var language: String
  /// Thousandths of the voice's own speed.
  package var speed: Int
  /// The ending of the file that is wanted, such as `mp3`.
  package var format: String

  package init(
    text: String,
    model: String,
    voice: String,
    language: String,
    speed: Int = 1000,
    format: String = "mp3"
  ) {
    self.text = text
    self.model = model
    self.voice = voice
    self.language = language
    self.speed = speed
    self.format = format
  }
}

/// Something to be seen or heard is looked for.
package struct SearchJob: Codable, Hashable, Sendable {
  package var query: String
  package var kinds: [FoundKind]
  /// Candidates at most.
  package var limit: Int
  /// The size of the video, which tells the shape and the rendition.
  package var width: Int
  package var height: Int
  /// A language tag such as `en`.
  package var language: String

  package init(
    query: String,
    kinds: [FoundKind],
    limit: Int,
    width: Int,
    height: Int,
    language: String
  ) {
    self.query = query
    self.kinds = kinds
    self.limit = limit
    self.width = width
    self.height = height
    self.language = language
  }
}

/// The bytes of something that was found are wanted.
package struct FetchJob: Codable, Hashable, Sendable {
  package var asset: String
  package var rendition: String
  package var kind: FoundKind

  package init(asset: String, rendition: String, kind: FoundKind) {
    self.asset = asset
    self.rendition = rendition
    self.kind = kind
  }
}
