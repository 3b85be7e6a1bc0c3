import CutroomModel

/// Reads the members of a result, as the request wants them.
enum ProgramResult {
  typealias Malformed = ProgramEvent.Malformed

  private static let mostKeywords = 200

  static func read(
    _ value: JSONValue,
    for request: ProviderRequest
  ) throws(Malformed) -> ProviderAnswer {
    let result: ProviderAnswer.Result
    switch request {
    case .text:
      guard let text = value["text"] else { throw Malformed(reason: "a result without \"text\"") }
      result = .text(text)
    case .speech: result = .speech(try speech(value["speech"]))
    case .search(let job): result = .candidates(try candidates(value["candidates"], job))
    case .fetch: result = .file(try file(value["file"]))
    }
    return ProviderAnswer(result, cost: try cost(value["cost"]))
  }

  /// The file that a result names; nil where it names none.
  static func file(of answer: ProviderAnswer) -> String? {
    switch answer.result {
    case .speech(let line): line.file
    case .file(let file): file
    case .text, .candidates: nil
    }
  }

  // MARK: -

  /// A path that stays in the folder.
  private static func file(_ value: JSONValue?) throws(Malformed) -> String {
    guard let path = value?.string else { throw Malformed(reason: "a result without its file") }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.utf8.count <= 512, !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }),
      !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
    else { throw Malformed(reason: "a file that is no path in its folder") }
    return path
  }

  private static func speech(_ value: JSONValue?) throws(Malformed) -> SpokenLine {
    let file = try file(value?["file"])
    guard let list = value?["words"], list != .null else { return SpokenLine(file: file) }
    guard let elements = list.array else { throw Malformed(reason: "\"words\" that are no list") }
    var words: [Timestamps.Word] = []
    for element in elements {
      guard let text = element["text"]?.string, let start = element["startMs"]?.integer,
        let end = element["endMs"]?.integer, start >= words.last?.startMs ?? 0, end >= start,
        end <= 86_400_000
      else { throw Malformed(reason: "\"words\" without text, startMs and endMs in order") }
      words.append(Timestamps.Word(text: text, startMs: start, endMs: end))
    }
    return SpokenLine(file: file, words: words)
  }

  private static func candidates(
    _ value: JSONValue?,
    _ job: SearchJob
  ) throws(Malformed) -> [Candidate] {
    guard let elements = value?.array else {
      throw Malformed(reason: "a result without \"candidates\"")
    }
    var found: [Candidate] = []
    for element in elements.prefix(job.limit) { found.append(try candidate(element, job)) }
    return found
  }

  private static func candidate(
    _ value: JSONValue,
    _ job: SearchJob
  ) throws(Malformed) -> Candidate {
    guard let asset = name(value["asset"]), let rendition = name(value["rendition"]) else {
      throw Malformed(reason: "a candidate without \"asset\" and \"rendition\"")
    }
    func bad(_ what: String) -> Malformed { Malformed(reason: "a candidate (\(asset)) \(what)") }
    guard let kind = value["kind"]?.string.flatMap(FoundKind.init), job.kinds.contains(kind) else {
      throw bad("of a kind that was not asked for")
    }
    let url = value.text("url")
    if let url, !WebAddress(url).isWeb { throw bad("whose \"url\" is not http or https") }
    guard let rights = value["rights"], let licence = rights.text("licence") else {
      throw bad("without \"rights\" that name a \"licence\"")
    }
    return Candidate(
      asset: asset,
      rendition: rendition,
      kind: kind,
      url: url,
      width: value.count("width"),
      height: value.count("height"),
      durationMs: value.count("durationMs").map(Int64.init),
      keywords: (value["keywords"]?.array ?? []).prefix(mostKeywords).compactMap(\.string),
      rights: Rights(
        title: rights.text("title"),
        author: rights.text("author"),
        authorURL: rights.address("authorURL"),
        licence: licence,
        licenceURL: rights.address("licenceURL"),
        source: rights.text("source")
      )
    )
  }

  private static func name(_ value: JSONValue?) -> String? {
    guard let text = value?.string, (1...512).contains(text.utf8.count),
      !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    else { return nil }
    return text
  }

  private static func cost(_ value: JSONValue?) throws(Malformed) -> Cost? {
    guard let value, value != .null else { return nil }
    guard let amount = value["amount"]?.double, (0...1_000_000).contains(amount),
      let currency = value["currency"]?.string, Cost.isCurrency(currency)
    else { throw Malformed(reason: "a cost that is not {\"amount\", \"currency\"}") }
    return Cost(micros: Int64((amount * 1_000_000).rounded()), currency: currency)
  }
}
