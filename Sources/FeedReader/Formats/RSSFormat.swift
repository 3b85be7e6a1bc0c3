import CutroomModel

/// RSS 0.9x, 2.0, and the RDF kinds whose items stand beside the channel.
enum RSSFormat {
  static func read(
    _ root: XMLElement,
    _ format: FeedFormat,
    _ context: FeedContext
  ) throws(FeedError) -> Feed {
    guard let channel = root.first(.plain("channel")) else {
      throw .notAFeed(found: "RSS without a channel", line: root.line, column: 1)
    }
    var context = context
    let link = link(of: channel, context)
    if context.base == nil, let link { context.base = WebAddress(link) }
    var feed = Feed(
      format: format,
      title: context.html(channel.first(.plain("title"))),
      link: link,
      language: (channel.first(.plain("language")) ?? channel.first(.dublinCore("language")))?
        .text.trimmed
    )
    // Some RSS 2.0 feeds have their items beside the channel too.
    let items = Array(channel.children(.plain("item"))) + Array(root.children(.plain("item")))
    for item in items.prefix(context.limits.entries + 1) {
      feed.entries.append(entry(item, of: feed, context, &feed.warnings))
    }
    return feed
  }

  private static func entry(
    _ item: XMLElement,
    of feed: Feed,
    _ context: FeedContext,
    _ warnings: inout [FeedWarning]
  ) -> FeedEntry {
    let source = item.first(.plain("source"))
    let guid =
      item.first(.plain("guid"))?.text.trimmed
      ?? item.attributes.first { $0.name == "about" && $0.space == .rdf }?.value.trimmed
    return FeedEntry(
      guid: guid,
      title: context.html(item.first(.plain("title")) ?? item.first(.media("title"))),
      link: link(of: item, context) ?? permalink(item, context),
      summary: context.html(
        item.first(.plain("description")) ?? item.first(.atom("summary"))
          ?? item.first(.media("description")) ?? item.first(.itunes("summary"))
      ),
      content: context.html(
        item.first(XMLName(space: .content, local: "encoded")) ?? item.first(.atom("content"))
      ),
      published: EntryDate.read(
        [
          .plain("pubDate"), .dublinCore("date"), .atom("published"), .atom("updated"),
          .dublinCore("created"),
        ],
        in: item,
        &warnings
      ),
      author: author(of: item, context),
      sourceName: context.html(source) ?? feed.title,
      sourceURL: context.link(source?[attribute: "url"]) ?? feed.link,
      categories: EntryCategories.read([.plain("category"), .dublinCore("subject")], item),
      image: EntryImage.read(item, context)
    )
  }

  private static func link(of element: XMLElement, _ context: FeedContext) -> String? {
    let plain = element.children(.plain("link")).lazy.compactMap { context.link($0.text) }.first
    return plain ?? AtomFormat.link(of: element, context)
  }

  /// A guid is an address too, unless it says that it is none.
  private static func permalink(_ item: XMLElement, _ context: FeedContext) -> String? {
    guard let guid = item.first(.plain("guid")), guid[attribute: "isPermaLink"] != "false",
      let text = guid.text.trimmed, WebAddress(text).isWeb
    else { return nil }
    return text
  }

  /// `ann@example.org (Ann Lee)` is Ann Lee.
  private static func author(of item: XMLElement, _ context: FeedContext) -> String? {
    if let creator = context.html(item.first(.dublinCore("creator"))) { return creator }
    if let name = item.first(.atom("author"))?.first(.atom("name")) { return context.html(name) }
    let author = item.first(.plain("author")) ?? item.first(.itunes("author"))
    guard let text = context.html(author) else { return nil }
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "("), text.contains("@") else {
      return text
    }
    return text[text.index(after: open)...].dropLast().trimmed ?? text
  }
}
