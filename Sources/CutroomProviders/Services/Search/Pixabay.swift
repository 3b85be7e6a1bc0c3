import CutroomModel

/// Pictures and clips of Pixabay.
///
/// As https://pixabay.com/api/docs/ has it. The key is a parameter of the address, which therefore
/// stands in no message.
struct Pixabay: SearchTranslator {
  static let standardBase = "https://pixabay.com/api"
  /// Characters of the words that are looked for.
  private static let longestQuery = 100

  let name: String
  var base: String = standardBase
  let key: String

  let version = "1"
  let kinds = BuiltinService.pixabay.kinds
  let pageSizes = 3...200
  let documentedLimits = [RateLimit(100, per: .minute)]

  func exchange(_ page: SearchPage, of job: SearchJob) -> WebExchange {
    let isClip = page.kind == .video
    return WebExchange(
      url: WebQuery.url(
        base,
        isClip ? "/videos/" : "/",
        [
          ("key", key),
          ("q", SearchWords.clipped(job.query, to: Self.longestQuery)),
          ("lang", Self.language(job.language)),
          ("image_type", isClip ? nil : "photo"),
          ("orientation", isClip ? nil : orientation(job)),
          ("safesearch", "true"),
          ("page", String(page.number)),
          ("per_page", String(page.size)),
        ]
      )
    )
  }

  func read(
    _ body: JSONValue,
    _ page: SearchPage,
    of job: SearchJob
  ) throws(ProviderFault) -> FoundPage {
    FoundPage(
      candidates: try FoundPage.candidates(body["hits"], from: name) { hit in
        page.kind == .video ? clip(hit, job) : picture(hit, job)
      },
      hasMore: page.number * page.size < body.count("totalHits") ?? 0
    )
  }

  /// A wrong key is told with status 400, and the words say so; when the limit's window ends, in a
  /// field of its own.
  func fault(of reply: ReplyFault) -> ProviderFault {
    var reply = reply
    if reply.status == 429, reply.retryAfterMs == nil {
      reply.retryAfterMs = reply.headers["x-ratelimit-reset"].flatMap(RetryTime.span)
    }
    if reply.status == 400, reply.words.lowercased().contains("api key") {
      return reply.fault(.auth, "does not let in (400)")
    }
    return reply.fault
  }

  // MARK: - Hits

  private func picture(_ hit: JSONValue, _ job: SearchJob) -> Hit {
    guard let id = hit.id("id"), let width = hit.count("imageWidth"),
      let height = hit.count("imageHeight")
    else { return .unreadable }
    // The first two are there for keys with full access only.
    let boxes = [
      ("original", "imageURL", Int.max), ("fullHD", "fullHDURL", 1920),
      ("large", "largeImageURL", 1280),
    ]
    let sizes = boxes.compactMap { name, member, side -> Renditions.Size? in
      guard let url = hit.address(member) else { return nil }
      let box = (width: min(side, width), height: min(side, height))
      let fitted = Renditions.fitting(width, height, into: box)
      return .init(name: name, url: url, width: fitted.width, height: fitted.height)
    }
    guard let size = Renditions.best(sizes, width: job.width, height: job.height) else {
      return .unreadable
    }
    return .candidate(candidate("image-\(id)", .image, size, hit))
  }

  private func clip(_ hit: JSONValue, _ job: SearchJob) -> Hit {
    guard let id = hit.id("id"), let files = hit["videos"]?.object else { return .unreadable }
    let sizes = ["large", "medium", "small", "tiny"].compactMap { name -> Renditions.Size? in
      // A size that does not exist has an empty address.
      guard let file = files[name], let url = file.address("url"),
        let width = file.count("width"), let height = file.count("height")
      else { return nil }
      return .init(name: name, url: url, width: width, height: height)
    }
    guard let size = Renditions.best(sizes, width: job.width, height: job.height) else {
      return .unreadable
    }
    var clip = candidate("video-\(id)", .video, size, hit)
    clip.durationMs = hit.milliseconds("duration")
    return .candidate(clip)
  }

  private func candidate(
    _ asset: String,
    _ kind: FoundKind,
    _ size: Renditions.Size,
    _ hit: JSONValue
  ) -> Candidate {
    let user = hit.text("user")
    let tags = (hit.text("tags") ?? "").split(separator: ",").map { tag in
      tag.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    return Candidate(
      asset: asset,
      rendition: size.name,
      kind: kind,
      url: size.url,
      width: size.width,
      height: size.height,
      keywords: tags.filter { !$0.isEmpty },
      rights: Rights(
        title: nil,
        author: user,
        authorURL: user.flatMap { user in
          hit.id("user_id").map { "https://pixabay.com/users/\(WebQuery.encode(user))-\($0)/" }
        },
        licence: "Pixabay Content License",
        licenceURL: "https://pixabay.com/service/license-summary/",
        source: hit.address("pageURL")
      )
    )
  }

  // MARK: - Parameters

  private func orientation(_ job: SearchJob) -> String {
    switch Orientation(width: job.width, height: job.height) {
    case .wide: "horizontal"
    case .tall: "vertical"
    case .square: "all"
    }
  }

  /// The code that the documentation lists for a language; nil where it lists none.
  static func language(_ tag: String) -> String? {
    let code = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
    return languages.contains(String(code)) ? String(code) : nil
  }

  private static let languages: Set<String> = [
    "cs", "da", "de", "en", "es", "fr", "id", "it", "hu", "nl", "no", "pl", "pt", "ro", "sk", "fi",
    "sv", "tr", "vi", "th", "bg", "ru", "el", "ja", "ko", "zh",
  ]
}
