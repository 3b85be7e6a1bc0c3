import CutroomModel

/// Photos and clips of Pexels.
///
/// As https://www.pexels.com/api/documentation/ has it.
struct Pexels: SearchTranslator {
  static let standardBase = "https://api.pexels.com"

  let name: String
  var base: String = standardBase
  let key: String

  let version = "1"
  let kinds = BuiltinService.pexels.kinds
  let pageSizes = 1...80
  let documentedLimits = [RateLimit(200, per: .hour), RateLimit(20_000, per: .month)]

  func exchange(_ page: SearchPage, of job: SearchJob) -> WebExchange {
    WebExchange(
      url: WebQuery.url(
        base,
        page.kind == .video ? "/videos/search" : "/v1/search",
        [
          ("query", job.query),
          ("orientation", orientation(job)),
          ("size", page.kind == .video ? clipSize(job) : photoSize(job)),
          ("locale", Self.locale(job.language)),
          ("page", String(page.number)),
          ("per_page", String(page.size)),
        ]
      ),
      fields: [.init("Authorization", key)]
    )
  }

  func read(
    _ body: JSONValue,
    _ page: SearchPage,
    of job: SearchJob
  ) throws(ProviderFault) -> FoundPage {
    let isClip = page.kind == .video
    return FoundPage(
      candidates: try FoundPage.candidates(body[isClip ? "videos" : "photos"], from: name) { hit in
        isClip ? clip(hit, job) : photo(hit, job)
      },
      hasMore: body.text("next_page") != nil
    )
  }

  // MARK: - Photos

  private func photo(_ hit: JSONValue, _ job: SearchJob) -> Hit {
    guard let id = hit.id("id"), let width = hit.count("width"), let height = hit.count("height"),
      let sources = hit["src"]
    else { return .unreadable }
    var sizes: [Renditions.Size] = []
    if let url = sources.address("original") {
      sizes.append(.init(name: "original", url: url, width: width, height: height))
    }
    // 940 × 650 at twice the density.
    if let url = sources.address("large2x") {
      let fitted = Renditions.fitting(width, height, into: (1880, 1300))
      sizes.append(.init(name: "large2x", url: url, width: fitted.width, height: fitted.height))
    }
    guard let size = Renditions.best(sizes, width: job.width, height: job.height) else {
      return .unreadable
    }
    let author = (name: hit.text("photographer"), url: hit.address("photographer_url"))
    return .candidate(
      Candidate(
        asset: "photo-\(id)",
        rendition: size.name,
        kind: .image,
        url: size.url,
        width: size.width,
        height: size.height,
        keywords: [],
        rights: rights(hit.text("alt"), author, page: hit.address("url"))
      )
    )
  }

  // MARK: - Clips

  private func clip(_ hit: JSONValue, _ job: SearchJob) -> Hit {
    guard let id = hit.id("id"), let files = hit["video_files"]?.array else { return .unreadable }
    let sizes = files.compactMap { file -> Renditions.Size? in
      guard let id = file.id("id"), file.text("file_type") == "video/mp4",
        let url = file.address("link"), let width = file.count("width"),
        let height = file.count("height")
      else { return nil }
      return .init(name: "file-\(id)", url: url, width: width, height: height)
    }
    guard let size = Renditions.best(sizes, width: job.width, height: job.height) else {
      return files.isEmpty ? .unreadable : .unusable
    }
    let author = (name: hit["user"]?.text("name"), url: hit["user"]?.address("url"))
    return .candidate(
      Candidate(
        asset: "video-\(id)",
        rendition: size.name,
        kind: .video,
        url: size.url,
        width: size.width,
        height: size.height,
        durationMs: hit.milliseconds("duration"),
        keywords: (hit["tags"]?.array ?? []).compactMap(\.string),
        rights: rights(nil, author, page: hit.address("url"))
      )
    )
  }

  private func rights(
    _ title: String?,
    _ author: (name: String?, url: String?),
    page: String?
  ) -> Rights {
    Rights(
      title: title,
      author: author.name,
      authorURL: author.url,
      licence: "Pexels License",
      licenceURL: "https://www.pexels.com/license/",
      source: page
    )
  }

  // MARK: - Parameters

  private func orientation(_ job: SearchJob) -> String {
    switch Orientation(width: job.width, height: job.height) {
    case .wide: "landscape"
    case .tall: "portrait"
    case .square: "square"
    }
  }

  /// At least 4, 12 or 24 megapixels.
  private func photoSize(_ job: SearchJob) -> String {
    let pixels = job.width * job.height
    return pixels > 12_000_000 ? "large" : pixels > 4_000_000 ? "medium" : "small"
  }

  /// At least HD, Full HD or 4K.
  private func clipSize(_ job: SearchJob) -> String {
    let side = max(job.width, job.height)
    return side >= 3840 ? "large" : side >= 1920 ? "medium" : "small"
  }

  /// The locale that the documentation lists for a language; nil where it lists none.
  static func locale(_ language: String) -> String? {
    let tag = language.lowercased().replacing("_", with: "-")
    return locales.first { $0.lowercased() == tag }
      ?? locales.first { $0.hasPrefix("\(tag.prefix { $0 != "-" })-") }
  }

  private static let locales = [
    "en-US", "pt-BR", "es-ES", "ca-ES", "de-DE", "it-IT", "fr-FR", "sv-SE", "id-ID", "pl-PL",
    "ja-JP", "zh-TW", "zh-CN", "ko-KR", "th-TH", "nl-NL", "hu-HU", "vi-VN", "cs-CZ", "da-DK",
    "fi-FI", "uk-UA", "el-GR", "ro-RO", "nb-NO", "sk-SK", "tr-TR", "ru-RU",
  ]
}
