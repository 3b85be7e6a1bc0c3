import CutroomModel

/// Openly licensed pictures and music that Openverse knows of.
///
/// As https://api.openverse.org/v1/ has it. Only what may be changed and used commercially is asked
/// for: a video changes what is in it.
struct Openverse: SearchTranslator {
  static let standardBase = "https://api.openverse.org/v1"
  /// Characters of the words that are looked for.
  private static let longestQuery = 200

  let name: String
  var base: String = standardBase
  /// An access token; nil asks without one, under narrower limits.
  let token: String?

  let version = "1"
  let kinds = BuiltinService.openverse.kinds

  var pageSizes: ClosedRange<Int> { token == nil ? 1...20 : 1...50 }

  var documentedLimits: [RateLimit] {
    token == nil
      ? [RateLimit(20, per: .minute), RateLimit(200, per: .day)]
      : [RateLimit(100, per: .minute), RateLimit(10_000, per: .day)]
  }

  func exchange(_ page: SearchPage, of job: SearchJob) -> WebExchange {
    let isMusic = page.kind == .music
    return WebExchange(
      url: WebQuery.url(
        base,
        isMusic ? "/audio/" : "/images/",
        [
          ("q", SearchWords.clipped(job.query, to: Self.longestQuery)),
          ("license_type", "commercial,modification"),
          ("category", isMusic ? "music" : nil),
          ("aspect_ratio", isMusic ? nil : shape(job)),
          ("extension", isMusic ? "mp3,ogg,flac,wav" : "jpg,jpeg,png,webp"),
          ("page", String(page.number)),
          ("page_size", String(page.size)),
        ]
      ),
      fields: token.map { [.init("Authorization", "Bearer \($0)")] } ?? []
    )
  }

  func read(
    _ body: JSONValue,
    _ page: SearchPage,
    of job: SearchJob
  ) throws(ProviderFault) -> FoundPage {
    FoundPage(
      candidates: try FoundPage.candidates(body["results"], from: name) {
        candidate($0, page.kind)
      },
      hasMore: page.number < body.count("page_count") ?? 0
    )
  }

  private func candidate(_ hit: JSONValue, _ kind: FoundKind) -> Hit {
    guard let id = hit.id("id"), let licence = hit.text("license") else { return .unreadable }
    guard let url = hit.address("url") else { return .unusable }
    let tags = (hit["tags"]?.array ?? []).compactMap { $0.text("name") }
    var keywords: [String] = []
    for tag in tags + (hit["genres"]?.array ?? []).compactMap(\.string)
    where !keywords.contains(tag) {
      keywords.append(tag)
    }
    return .candidate(
      Candidate(
        asset: id,
        rendition: "original",
        kind: kind,
        url: url,
        width: hit.count("width"),
        height: hit.count("height"),
        durationMs: hit.count("duration").map(Int64.init),
        keywords: keywords,
        rights: Rights(
          title: hit.text("title"),
          author: hit.text("creator"),
          authorURL: hit.address("creator_url"),
          licence: OpenLicence.name(licence, version: hit.text("license_version")),
          licenceURL: hit.address("license_url"),
          source: hit.address("foreign_landing_url")
        )
      )
    )
  }

  private func shape(_ job: SearchJob) -> String {
    switch Orientation(width: job.width, height: job.height) {
    case .wide: "wide"
    case .tall: "tall"
    case .square: "square"
    }
  }
}
