import CutroomModel

/// OPML 1.0 and 2.0: a list of feeds, nested as their owner sorted them.
enum OPMLFormat {
  static func read(_ root: XMLElement, _ context: FeedContext) -> Feed {
    var feed = Feed(
      format: .opml,
      title: context.plain(root.first(.plain("head"))?.first(.plain("title"))?.text)
    )
    if let body = root.first(.plain("body")) {
      collect(body, context, into: &feed.outlines)
    }
    if feed.outlines.isEmpty { feed.warnings.append(FeedWarning("the list names no feed")) }
    return feed
  }

  private static func collect(
    _ element: XMLElement,
    _ context: FeedContext,
    into outlines: inout [FeedOutline]
  ) {
    for outline in element.children(.plain("outline")) {
      let url = outline[attribute: "xmlUrl"] ?? outline[attribute: "xmlurl"]
      if let url, outlines.count < context.limits.entries {
        let title = outline[attribute: "title"] ?? outline[attribute: "text"]
        outlines.append(
          FeedOutline(
            title: context.html(title),
            url: url,
            site: outline[attribute: "htmlUrl"] ?? outline[attribute: "htmlurl"]
          )
        )
      }
      collect(outline, context, into: &outlines)
    }
  }
}
