/// What a feed says, read into plain values: no markup, no entities, dates as instants.
package struct Feed: Codable, Hashable, Sendable {
  package var format: FeedFormat
  package var title: String?
  /// The page the feed belongs to.
  package var link: String?
  /// A language tag as the feed gives it, such as `en-GB`.
  package var language: String?
  package var entries: [FeedEntry]
  /// The feeds that an OPML list names; empty for every other format.
  package var outlines: [FeedOutline]
  /// What was wrong with the feed although it could be read.
  package var warnings: [FeedWarning]

  package init(
    format: FeedFormat,
    title: String? = nil,
    link: String? = nil,
    language: String? = nil,
    entries: [FeedEntry] = [],
    outlines: [FeedOutline] = [],
    warnings: [FeedWarning] = []
  ) {
    self.format = format
    self.title = title
    self.link = link
    self.language = language
    self.entries = entries
    self.outlines = outlines
    self.warnings = warnings
  }
}

package enum FeedFormat: String, Codable, Sendable, CaseIterable {
  /// RSS 0.9x and 2.0.
  case rss
  /// RSS 0.90 and 1.0, which are RDF.
  case rdf
  case atom
  /// JSON Feed 1.0 and 1.1.
  case json
  case opml
}

/// One item of a feed.
///
/// Every text is plain; empty ones are nil.
package struct FeedEntry: Codable, Hashable, Sendable {
  package var guid: String?
  package var title: String?
  package var link: String?
  package var summary: String?
  package var content: String?
  package var published: Instant?
  package var author: String?
  /// Where the item first stood, or else the feed it was read from.
  package var sourceName: String?
  package var sourceURL: String?
  package var categories: [String]
  /// The address of a picture that belongs to the item.
  package var image: String?

  package init(
    guid: String? = nil,
    title: String? = nil,
    link: String? = nil,
    summary: String? = nil,
    content: String? = nil,
    published: Instant? = nil,
    author: String? = nil,
    sourceName: String? = nil,
    sourceURL: String? = nil,
    categories: [String] = [],
    image: String? = nil
  ) {
    self.guid = guid
    self.title = title
    self.link = link
    self.summary = summary
    self.content = content
    self.published = published
    self.author = author
    self.sourceName = sourceName
    self.sourceURL = sourceURL
    self.categories = categories
    self.image = image
  }
}

/// A feed that an OPML list names.
package struct FeedOutline: Codable, Hashable, Sendable {
  package var title: String?
  /// As written in the list: often http(s), sometimes a path.
  package var url: String
  package var site: String?

  package init(title: String? = nil, url: String, site: String? = nil) {
    self.title = title
    self.url = url
    self.site = site
  }
}

/// A fault that did not keep a feed from being read.
package struct FeedWarning: Codable, Hashable, Sendable, CustomStringConvertible {
  package var message: String
  /// Counted from 1, where known.
  package var line: Int?

  package init(_ message: String, line: Int? = nil) {
    self.message = message
    self.line = line
  }

  package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
