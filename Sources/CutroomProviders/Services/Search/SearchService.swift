import CutroomModel
import CutroomSystem

/// A service that pictures, clips or music are looked for at.
struct SearchService<Translator: SearchTranslator>: Provider {
  /// Pages of one kind that one search asks for at most.
  private static var mostPages: Int { 5 }
  private static var largestReply: Int64 { 8 << 20 }

  let translator: Translator
  let line: ServiceLine

  /// A search is free of charge, and may be sent again; what it counts against are the limits.
  var capabilities: ProviderCapabilities {
    ProviderCapabilities(
      version: translator.version,
      tasks: [.search],
      isIdempotent: true,
      isPaid: false
    )
  }

  var documentedLimits: [RateLimit] { translator.documentedLimits }

  func perform(_ request: ProviderRequest, _ call: ProviderCall) throws -> ProviderAnswer {
    guard case .search(let job) = request else {
      throw ProviderFault(.invalidInput, "\(line.name) can be asked for search only")
    }
    let kinds = translator.kinds.filter(job.kinds.contains)
    let query = job.query.split(whereSeparator: \.isWhitespace)
    guard !kinds.isEmpty, !query.isEmpty, job.limit > 0 else {
      let all = translator.kinds.map(\.rawValue).joined(separator: ", ")
      throw ProviderFault(.invalidInput, "\(line.name) looks for words among: \(all)")
    }
    var found: [[Candidate]] = []
    for kind in kinds {
      found.append(try line.hiding { () throws(ProviderFault) in try series(kind, job, call) })
      call.progress(Double(found.count) / Double(kinds.count))
    }
    return ProviderAnswer(.candidates(Array(Self.inTurns(found).prefix(job.limit))))
  }

  /// The hits of one kind, page after page until there are enough.
  private func series(
    _ kind: FoundKind,
    _ job: SearchJob,
    _ call: ProviderCall
  ) throws(ProviderFault) -> [Candidate] {
    let sizes = translator.pageSizes
    var page = SearchPage(
      kind: kind,
      number: 1,
      size: min(max(job.limit, sizes.lowerBound), sizes.upperBound)
    )
    var found: [Candidate] = []
    while page.number <= Self.mostPages, found.count < job.limit {
      let next = try ask(page, job, call)
      for candidate in next.candidates where !found.contains(where: { $0.asset == candidate.asset })
      {
        found.append(candidate)
      }
      guard next.hasMore else { break }
      page.number += 1
    }
    return found
  }

  private func ask(
    _ page: SearchPage,
    _ job: SearchJob,
    _ call: ProviderCall
  ) throws(ProviderFault) -> FoundPage {
    var exchange = translator.exchange(page, of: job)
    exchange.maxBytes = Self.largestReply
    exchange.fields.append(.init("Accept", "application/json"))
    let (reply, body) = try line.ask(exchange, call, isPaid: false)
    guard reply.isSuccess else {
      let words = translator.words(of: body)
      throw translator.fault(
        of: ReplyFault(line.name, reply, words, now: line.now)
      )
    }
    return try translator.read(try ReplyJSON.read(body, from: line.name), page, of: job)
  }

  /// The best of each kind first, then the second of each.
  static func inTurns(_ lists: [[Candidate]]) -> [Candidate] {
    (0..<(lists.map(\.count).max() ?? 0)).flatMap { place in
      lists.compactMap { place < $0.count ? $0[place] : nil }
    }
  }
}
