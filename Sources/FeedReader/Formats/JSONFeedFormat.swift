import CutroomModel

/// JSON Feed 1.0 and 1.1.
///
/// Members of a wrong type are passed over: a number is taken for a text.
enum JSONFeedFormat {
  static func read(_ text: [UInt8], _ context: FeedContext) throws(FeedError) -> Feed {
    let root = try value(of: text, context.limits)
    let version = root["version"]?.string ?? ""
    guard version.contains("jsonfeed.org"), let items = root["items"]?.array else {
      throw .notAFeed(found: "JSON that is not a JSON Feed", line: 1, column: 1)
    }
    var context = context
    let home = root["home_page_url"].text
    if context.base == nil, let address = home ?? root["feed_url"].text {
      context.base = WebAddress(address)
    }
    var feed = Feed(
      format: .json,
      title: context.plain(root["title"].text),
      link: context.link(home),
      language: root["language"].text
    )
    let author = authors(of: root, context)
    for item in items.prefix(context.limits.entries + 1) where item.object != nil {
      var entry = entry(item, of: feed, context, &feed.warnings)
      entry.author = entry.author ?? author
      feed.entries.append(entry)
    }
    return feed
  }

  private static func value(
    of text: [UInt8],
    _ limits: FeedLimits
  ) throws(FeedError) -> JSONValue {
    let bounds = JSONLimits(
      bytes: limits.bytes,
      depth: limits.depth,
      members: limits.elements,
      stringBytes: limits.bytes
    )
    do throws(JSONError) {
      return try JSONReader.read(text, limits: bounds)
    } catch {
      throw .malformed(message: error.reason, line: error.line, column: error.column)
    }
  }

  private static func entry(
    _ item: JSONValue,
    of feed: Feed,
    _ context: FeedContext,
    _ warnings: inout [FeedWarning]
  ) -> FeedEntry {
    FeedEntry(
      guid: item["id"].text,
      title: context.plain(item["title"].text),
      link: context.link(item["url"].text ?? item["external_url"].text),
      summary: context.plain(item["summary"].text),
      content: context.html(item["content_html"].text)
        ?? context.plain(item["content_text"].text),
      published: date(of: item, &warnings),
      author: authors(of: item, context),
      sourceName: feed.title,
      sourceURL: feed.link,
      categories: (item["tags"]?.array ?? []).prefix(50).compactMap { Optional($0).text },
      image: context.link(item["image"].text ?? item["banner_image"].text)
    )
  }

  private static func date(of item: JSONValue, _ warnings: inout [FeedWarning]) -> Instant? {
    for member in ["date_published", "date_modified"] {
      guard let text = item[member].text else { continue }
      if let instant = DateText.parse(text) { return instant }
      if warnings.count < 20 { warnings.append(FeedWarning("“\(text.prefix(40))” is not a date")) }
    }
    return nil
  }

  /// `authors` of 1.1, or `author` of 1.0.
  private static func authors(of value: JSONValue, _ context: FeedContext) -> String? {
    let all = value["authors"]?.array ?? value["author"].map { [$0] } ?? []
    return all.prefix(20).compactMap { context.plain($0["name"].text) }
      .joined(separator: ", ").trimmed
  }
}

extension JSONValue? {
  /// A text, or a whole number written as one; nil where it is empty or something else.
  fileprivate var text: String? {
    switch self {
    case .string(let text)?: text.trimmed
    case .integer(let whole)?: String(whole)
    default: nil
    }
  }
}
