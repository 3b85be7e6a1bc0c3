import CutroomModel

/// The date of an entry, from the first of several elements that holds one.
enum EntryDate {
  static func read(
    _ names: [XMLName],
    in entry: XMLElement,
    _ warnings: inout [FeedWarning]
  ) -> Instant? {
    for name in names {
      guard let element = entry.first(name), let text = element.text.trimmed else { continue }
      if let instant = DateText.parse(text) { return instant }
      if warnings.count < 20 {
        warnings.append(FeedWarning("“\(text.prefix(40))” is not a date", line: element.line))
      }
    }
    return nil
  }
}

enum EntryCategories {
  static func read(_ names: [XMLName], _ entry: XMLElement) -> [String] {
    let all = entry.children.filter { names.contains($0.name) }.lazy
      .compactMap { $0[attribute: "label"] ?? $0[attribute: "term"] ?? $0.text.trimmed }
    return Array(all.map { String($0.prefix(200)) }.prefix(50))
  }
}

/// A picture that belongs to an entry: Media RSS, an enclosure, or iTunes.
enum EntryImage {
  static func read(_ entry: XMLElement, _ context: FeedContext) -> String? {
    let group = entry.first(.media("group"))
    for holder in [entry, group].compactMap({ $0 }) {
      let media = holder.children(.media("content")).first(where: isPicture)
      let found = media ?? holder.first(.media("thumbnail"))
      if let address = context.link(found?[attribute: "url"]) { return address }
    }
    let enclosure = entry.children(.plain("enclosure")).first(where: isPicture)
    let link = entry.children(.atom("link")).first {
      $0[attribute: "rel"] == "enclosure" && isPicture($0)
    }
    return context.link(enclosure?[attribute: "url"]) ?? context.link(link?[attribute: "href"])
      ?? context.link(entry.first(.itunes("image"))?[attribute: "href"])
  }

  private static func isPicture(_ element: XMLElement) -> Bool {
    element[attribute: "medium"] == "image"
      || element[attribute: "type"]?.lowercased().hasPrefix("image/") == true
  }
}
