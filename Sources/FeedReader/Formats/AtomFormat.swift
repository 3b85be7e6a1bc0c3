import CutroomModel

/// Atom 1.0 (RFC 4287), and 0.3 as far as it is still met.
enum AtomFormat {
  static func read(_ root: XMLElement, _ context: FeedContext) -> Feed {
    var context = context
    if let base = root.attributes.first(where: { $0.name == "base" && $0.space == .xml }) {
      let address = WebAddress(base.value)
      context.base = context.base?.resolving(address) ?? address
    }
    let root = root.inAtom
    let link = link(of: root, context)
    if context.base == nil, let link { context.base = WebAddress(link) }
    let isEntry = root.name.local == "entry"
    var feed = Feed(
      format: .atom,
      title: isEntry ? nil : text(root.first(.atom("title")), context),
      link: isEntry ? nil : link,
      language: root.attributes.first { $0.name == "lang" && $0.space == .xml }?.value.trimmed
    )
    let entries = isEntry ? [root] : Array(root.children(.atom("entry")))
    let author = author(of: root, context)
    for element in entries.prefix(context.limits.entries + 1) {
      var entry = entry(element, of: feed, context, &feed.warnings)
      entry.author = entry.author ?? author
      feed.entries.append(entry)
    }
    return feed
  }

  /// The page an element points to: the alternate link, HTML before other kinds.
  static func link(of element: XMLElement, _ context: FeedContext) -> String? {
    let alternates = element.children(.atom("link")).filter {
      ($0[attribute: "rel"] ?? "alternate") == "alternate" && $0[attribute: "href"] != nil
    }
    let page = alternates.first { $0[attribute: "type"]?.contains("html") ?? true }
    return context.link((page ?? alternates.first)?[attribute: "href"])
  }

  private static func entry(
    _ element: XMLElement,
    of feed: Feed,
    _ context: FeedContext,
    _ warnings: inout [FeedWarning]
  ) -> FeedEntry {
    let source = element.first(.atom("source"))
    let group = element.first(.media("group"))
    return FeedEntry(
      guid: element.first(.atom("id"))?.text.trimmed,
      title: text(element.first(.atom("title")), context),
      link: link(of: element, context),
      summary: text(element.first(.atom("summary")), context)
        ?? context.html(group?.first(.media("description"))),
      content: text(element.first(.atom("content")), context),
      published: EntryDate.read(
        ["published", "issued", "created", "updated", "modified"].map { .atom($0) }
          + [.dublinCore("date")],
        in: element,
        &warnings
      ),
      author: author(of: element, context) ?? source.flatMap { author(of: $0, context) },
      sourceName: text(source?.first(.atom("title")), context) ?? feed.title,
      sourceURL: source.flatMap { link(of: $0, context) } ?? feed.link,
      categories: EntryCategories.read([.atom("category"), .dublinCore("subject")], element),
      image: EntryImage.read(element, context)
    )
  }

  /// The text of an element whose `type` says whether it is plain, HTML or XHTML; nil for content
  /// that is no text.
  private static func text(_ element: XMLElement?, _ context: FeedContext) -> String? {
    guard let element else { return nil }
    let type = element[attribute: "type"]?.lowercased() ?? "text"
    switch type {
    case "text", "text/plain":
      return element.hasElements ? context.html(element) : context.plain(element.text)
    case "html", "text/html", "xhtml", "application/xhtml+xml": return context.html(element)
    case _ where type.hasPrefix("text/"): return context.plain(element.text)
    default: return nil
    }
  }

  private static func author(of element: XMLElement, _ context: FeedContext) -> String? {
    let names = element.children(.atom("author")).lazy
      .compactMap { context.plain($0.first(.atom("name"))?.text) }
    return names.joined(separator: ", ").trimmed
      ?? context.html(element.first(.dublinCore("creator")))
  }
}

extension XMLElement {
  /// The element with its plain names taken for Atom's: some feeds forget the namespace.
  fileprivate var inAtom: XMLElement {
    guard name.space == .plain || name.space == .other else { return self }
    let space = name.space
    return renamed { $0.space == space ? .atom($0.local) : $0 }
  }

  private func renamed(_ rename: (XMLName) -> XMLName) -> XMLElement {
    var copy = XMLElement(name: rename(name), line: line, attributes: attributes)
    copy.content = content.map { part in
      if case .element(let child) = part { .element(child.renamed(rename)) } else { part }
    }
    return copy
  }
}
