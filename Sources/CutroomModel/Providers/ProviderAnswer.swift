/// What a provider brought.
package struct ProviderAnswer: Hashable, Sendable {
  package enum Result: Hashable, Sendable {
    case text(JSONValue)
    case speech(SpokenLine)
    case candidates([Candidate])
    case file(String)
  }

  package var result: Result
  package var cost: Cost?
  /// What a language model read and wrote; nil where nobody counted.
  package var tokens: TokenCount?

  package init(_ result: Result, cost: Cost? = nil, tokens: TokenCount? = nil) {
    self.result = result
    self.cost = cost
    self.tokens = tokens
  }
}

/// How many tokens a language model read and wrote.
package struct TokenCount: Codable, Hashable, Sendable {
  package var read: Int
  package var written: Int

  package init(read: Int, written: Int) {
    self.read = read
    self.written = written
  }
}

/// A line that a provider spoke.
package struct SpokenLine: Codable, Hashable, Sendable {
  /// Relative to the folder that the call was given.
  package var file: String
  /// When each word is said; nil where the provider does not tell.
  package var words: [Timestamps.Word]?

  package init(file: String, words: [Timestamps.Word]? = nil) {
    self.file = file
    self.words = words
  }
}

/// Something that a search found.
package struct Candidate: Codable, Hashable, Sendable {
  /// The provider's own id: with the rendition it names the same bytes for good.
  package var asset: String
  package var rendition: String
  package var kind: FoundKind
  /// Where the bytes are now; nil where the provider hands them over by `fetch`.
  package var url: String?
  /// Pixels; nil where the provider does not tell.
  package var width: Int?
  package var height: Int?
  package var durationMs: Int64?
  package var keywords: [String]
  package var rights: Rights

  package init(
    asset: String,
    rendition: String,
    kind: FoundKind,
    url: String? = nil,
    width: Int? = nil,
    height: Int? = nil,
    durationMs: Int64? = nil,
    keywords: [String] = [],
    rights: Rights
  ) {
    self.asset = asset
    self.rendition = rendition
    self.kind = kind
    self.url = url
    self.width = width
    self.height = height
    self.durationMs = durationMs
    self.keywords = keywords
    self.rights = rights
  }
}

package enum FoundKind: String, Codable, CaseIterable, Hashable, Sendable {
  case image, video, music
}

/// Money that was spent, or an estimate of it.
package struct Cost: Codable, Hashable, Sendable {
  /// Millionths of the currency's unit.
  package var micros: Int64
  /// ISO 4217, such as `USD`.
  package var currency: String

  package init(micros: Int64, currency: String) {
    self.micros = micros
    self.currency = currency
  }
}
