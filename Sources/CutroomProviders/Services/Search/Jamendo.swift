import CutroomModel

/// Music of Jamendo.
///
/// As https://developer.jamendo.com/v3.0/tracks has it. Instrumental tracks that may be downloaded,
/// changed and used commercially.
struct Jamendo: SearchTranslator {
  static let standardBase = "https://api.jamendo.com/v3.0"
  /// MP3 with a variable rate, the better of two.
  private static let format = "mp32"

  let name: String
  var base: String = standardBase
  let clientID: String

  let version = "1"
  let kinds = BuiltinService.jamendo.kinds
  let pageSizes = 1...200
  let documentedLimits = [RateLimit(35_000, per: .month)]

  func exchange(_ page: SearchPage, of job: SearchJob) -> WebExchange {
    let words = job.query.lowercased().split(whereSeparator: \.isWhitespace)
    return WebExchange(
      url: WebQuery.url(
        base,
        "/tracks/",
        [
          ("client_id", clientID),
          ("format", "json"),
          ("fuzzytags", words.joined(separator: " ")),
          ("vocalinstrumental", "instrumental"),
          ("ccnc", "false"),
          ("ccnd", "false"),
          ("audiodlformat", Self.format),
          ("include", "musicinfo"),
          ("limit", String(page.size)),
          ("offset", String((page.number - 1) * page.size)),
        ]
      )
    )
  }

  /// A request that fails has status 200; its headers tell why.
  func read(
    _ body: JSONValue,
    _ page: SearchPage,
    of job: SearchJob
  ) throws(ProviderFault) -> FoundPage {
    guard let headers = body["headers"], let code = headers["code"]?.integer else {
      throw ProviderFault(.badAnswer, "\(name) answered without its headers")
    }
    if code != 0 { throw fault(code, headers.text("error_message")) }
    let results = body["results"]
    return FoundPage(
      candidates: try FoundPage.candidates(results, from: name, track),
      hasMore: results?.array?.count == page.size
    )
  }

  func words(of body: [UInt8]) -> String? {
    (try? JSONReader.read(body, limits: ReplyJSON.limits))?["headers"]?.text("error_message")
  }

  /// What a code of https://developer.jamendo.com/v3.0/response-codes means.
  private func fault(_ code: Int64, _ words: String?) -> ProviderFault {
    let words = words.map { ": \($0)" } ?? ""
    switch code {
    case 5, 10, 11, 12, 13:
      return ProviderFault(.auth, "\(name) refuses the client id (\(code))\(words)")
    case 6: return ProviderFault(.rateLimit, "\(name) was asked too often\(words)")
    case 2, 3, 4, 7, 8, 9:
      return ProviderFault(.invalidInput, "\(name) refuses the request (\(code))\(words)")
    default: return ProviderFault(.server, "\(name) failed (\(code))\(words)")
    }
  }

  private func track(_ hit: JSONValue) -> Hit {
    guard let id = hit.id("id"), let licenceURL = hit.address("license_ccurl"),
      let licence = OpenLicence.parts(of: licenceURL)
    else { return .unreadable }
    guard hit["audiodownload_allowed"]?.bool == true, OpenLicence.allowsVideos(licence.code),
      let url = hit.address("audiodownload")
    else { return .unusable }
    let tags = hit["musicinfo"]?["tags"]
    let keywords = ["genres", "instruments", "vartags"].flatMap { list in
      (tags?[list]?.array ?? []).compactMap(\.string)
    }
    return .candidate(
      Candidate(
        asset: "track-\(id)",
        rendition: Self.format,
        kind: .music,
        url: url,
        durationMs: hit.count("duration").map { Int64($0) * 1000 },
        keywords: keywords,
        rights: Rights(
          title: hit.text("name"),
          author: hit.text("artist_name"),
          authorURL: hit.id("artist_id").map { "https://www.jamendo.com/artist/\($0)" },
          licence: OpenLicence.name(licence.code, version: licence.version),
          licenceURL: licenceURL,
          source: hit.address("shareurl")
        )
      )
    )
  }
}
