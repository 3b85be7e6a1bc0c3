import CutroomModel

/// What a search service is asked with and what its replies mean: values only.
protocol SearchTranslator: Sendable {
  /// Raised when the same reply is read in another way.
  var version: String { get }
  var kinds: [FoundKind] { get }
  /// The hits of one page that may be asked for.
  var pageSizes: ClosedRange<Int> { get }
  var documentedLimits: [RateLimit] { get }

  func exchange(_ page: SearchPage, of job: SearchJob) -> WebExchange

  /// The candidates of a reply that succeeded.
  func read(
    _ body: JSONValue,
    _ page: SearchPage,
    of job: SearchJob
  ) throws(ProviderFault)
    -> FoundPage

  /// What the service says about a request that it refuses; nil where it says nothing.
  func words(of body: [UInt8]) -> String?

  /// What a reply without success means.
  func fault(of reply: ReplyFault) -> ProviderFault
}

extension SearchTranslator {
  func fault(of reply: ReplyFault) -> ProviderFault { reply.fault }

  func words(of body: [UInt8]) -> String? {
    guard let value = try? JSONReader.read(body, limits: ReplyJSON.limits) else {
      // A page for browsers says nothing worth repeating.
      let text = String(decoding: body, as: UTF8.self)
      return text.contains("<") ? nil : text
    }
    return ["detail", "error", "message", "code"].lazy.compactMap { value.text($0) }.first
  }
}

/// One page of the hits of one kind.
struct SearchPage: Equatable, Sendable {
  var kind: FoundKind
  /// From 1.
  var number: Int
  var size: Int
}

/// What a page held.
struct FoundPage: Equatable, Sendable {
  var candidates: [Candidate]
  var hasMore: Bool
}

/// One hit of a reply.
enum Hit {
  case candidate(Candidate)
  /// Well formed, but of no use for a video.
  case unusable
  case unreadable
}

extension FoundPage {
  /// Reads a list of hits; single ones that miss what they must have are left out.
  static func candidates(
    _ list: JSONValue?,
    from service: String,
    _ read: (JSONValue) -> Hit
  ) throws(ProviderFault) -> [Candidate] {
    guard let elements = list?.array else {
      throw ProviderFault(.badAnswer, "\(service) answered without a list of hits")
    }
    let hits = elements.map(read)
    let isUnreadable = hits.allSatisfy { if case .unreadable = $0 { true } else { false } }
    if !hits.isEmpty, isUnreadable {
      throw ProviderFault(.badAnswer, "\(service) answered with hits of another form")
    }
    return hits.compactMap { if case .candidate(let candidate) = $0 { candidate } else { nil } }
  }
}
