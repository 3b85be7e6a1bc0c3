/// From feeds to topics.
package enum TopicDiscovery {
  /// The stories of the feeds, best first, at most `limit`.
  ///
  /// The same story in several feeds, or twice in one, is one topic with several sources: see
  /// `StoryGroups`. Its id, title and link are those of its earliest entry; its summary and text
  /// are the first and the longest that any entry has. Order: ``TopicScore``, then the newer, then
  /// the id. An entry with neither words nor link is left out. A story that is known by its page or
  /// guid keeps the id that it has among `earlier`, the topics found before, whatever its title is
  /// now: work hangs on it.
  package static func topics(
    from feeds: [Feed],
    limit: Int,
    earlier: [DiscoveredTopic] = []
  ) -> [DiscoveredTopic] {
    var languages: [String?] = []
    var entries: [FeedEntry] = []
    for feed in feeds {
      for entry in feed.entries where TopicTitle.title(of: entry) != nil {
        entries.append(entry)
        languages.append(feed.language)
      }
    }
    let newest = entries.compactMap(\.published).max()
    var stories = StoryGroups.find(in: entries).map { places in
      Story(places.map { entries[$0] }, language: places.compactMap { languages[$0] }.first)
    }
    stories.giveIDs(keeping: earlier.map(\.id))
    let topics = stories.map { (topic: $0.topic(newest: newest), latest: $0.latest) }
    let ordered = topics.sorted { left, right in
      if left.topic.score != right.topic.score { return left.topic.score > right.topic.score }
      if left.latest != right.latest { return (left.latest ?? .min) > (right.latest ?? .min) }
      return left.topic.id < right.topic.id
    }
    return ordered.prefix(max(0, limit)).map(\.topic)
  }
}

/// The entries that tell one story, earliest first.
private struct Story {
  let entries: [FeedEntry]
  let language: String?
  var id = ""

  init(_ entries: [FeedEntry], language: String?) {
    let dated = entries.enumerated().sorted { left, right in
      let (one, other) = (left.element.published, right.element.published)
      // Those without a date come last.
      if one != other { return (one ?? .max) < (other ?? .max) }
      return left.offset < right.offset
    }
    self.entries = dated.map(\.element)
    self.language = language
  }

  var latest: Instant? { entries.compactMap(\.published).max() }

  var title: String { entries.first.flatMap { TopicTitle.title(of: $0) } ?? "" }

  /// What tells this story from others: its page, else its guid, else its words.
  var identity: String { entries.first.map(identity) ?? "" }

  /// The hashes of what each of its entries would tell it by: the earliest may be gone next time.
  var hashes: [Substring] {
    entries.reduce(into: []) { hashes, entry in
      let hash = TopicID.hash(identity(of: entry))[...]
      if !hashes.contains(hash) { hashes.append(hash) }
    }
  }

  private func identity(of entry: FeedEntry) -> String {
    if let link = entry.link { return WebAddress(link).canonical }
    if let guid = entry.guid { return "\(entry.sourceName ?? "") \(guid)" }
    let title = TopicTitle.title(of: entry) ?? ""
    return title + " " + (entry.summary ?? entry.content ?? "")
  }

  func topic(newest: Instant?) -> DiscoveredTopic {
    let sources = sources
    let content = longest(\.content) ?? longest(\.summary) ?? ""
    let summary = entries.lazy.compactMap(\.summary).first
    let text = [title, summary ?? content].joined(separator: "\n")
    let declared = language.flatMap { TextLanguage(tag: $0) }
    return DiscoveredTopic(
      id: id,
      title: title,
      summary: summary ?? Sentences.split(content).prefix(2).joined(separator: " "),
      content: content,
      link: entries.lazy.compactMap(\.link).first,
      publishedAt: entries.first?.published?.iso8601,
      language: TextLanguage.guess(text, fallback: declared ?? .english).rawValue,
      score: TopicScore.score(published: latest, newest: newest, sources: sources.count),
      sources: sources
    )
  }

  /// One for each place that carried the story, in the order of the entries.
  private var sources: [TopicSource] {
    var seen: Set<String> = []
    return entries.compactMap { entry in
      let home = entry.sourceURL.flatMap { WebAddress($0).host }
      let name = entry.sourceName ?? home ?? entry.link.flatMap { WebAddress($0).host } ?? "unknown"
      // Several feeds of one house are one source.
      guard seen.insert(home ?? name.lowercased()).inserted else { return nil }
      return TopicSource(name: name, url: entry.link ?? entry.sourceURL, author: entry.author)
    }
  }

  private func longest(_ member: KeyPath<FeedEntry, String?>) -> String? {
    var longest: String?
    for text in entries.compactMap({ $0[keyPath: member] })
    where text.utf8.count > longest?.utf8.count ?? 0 {
      longest = text
    }
    return longest
  }
}

extension [Story] {
  /// Gives each story its id, the earlier one where it has one; of two that would have the same, the
  /// later is hashed once more.
  fileprivate mutating func giveIDs(keeping earlier: [String]) {
    let known = KnownIDs(earlier, among: self)
    var taken: Set<String> = []
    for place in indices {
      guard let id = known.id(of: self[place]), taken.insert(id).inserted else { continue }
      self[place].id = id
    }
    for place in indices where self[place].id.isEmpty {
      var identity = self[place].identity
      repeat {
        self[place].id = TopicID.make(title: self[place].title, identity: identity)
        identity += "+"
      } while !taken.insert(self[place].id).inserted
    }
  }
}

/// The ids that stories had before, as far as there is no doubt whose they were.
private struct KnownIDs {
  private let ids: Set<String>
  /// By the hash of an identity that one earlier id has, and one story.
  private let byHash: [Substring: String]

  init(_ earlier: [String], among stories: [Story]) {
    ids = Set(earlier)
    let seekers = Dictionary(grouping: stories.flatMap(\.hashes)) { $0 }
    byHash = Dictionary(grouping: ids) { TopicID.hash(in: $0) }
      .filter { $0.value.count == 1 && seekers[$0.key]?.count == 1 }
      .compactMapValues(\.first)
  }

  func id(of story: Story) -> String? {
    let made = TopicID.make(title: story.title, identity: story.identity)
    return ids.contains(made) ? made : story.hashes.lazy.compactMap { byHash[$0] }.first
  }
}

extension Instant {
  fileprivate static let min = Instant(microseconds: .min)
  fileprivate static let max = Instant(microseconds: .max)
}
