/// `topics/discovered.json`: everything the feeds offered, best first.
package struct DiscoveredTopics: Document, Equatable {
  package static let kind = DocumentKind.discoveredTopics

  /// A feed that could not be read, while others could.
  package struct Fault: Codable, Equatable, Sendable {
    package var feed: String
    package var message: String

    package init(feed: String, message: String) {
      self.feed = feed
      self.message = message
    }
  }

  package var topics: [DiscoveredTopic]
  package var faults: [Fault]

  package init(topics: [DiscoveredTopic], faults: [Fault]) {
    self.topics = topics
    self.faults = faults
  }
}

/// A story that one or more feeds carry.
package struct DiscoveredTopic: Codable, Equatable, Sendable {
  package var id: String
  package var title: String
  package var summary: String
  /// The story's text, plain, as long as any feed gave it.
  package var content: String
  package var link: String?
  package var publishedAt: String?
  package var language: String?
  package var score: Double
  package var sources: [TopicSource]

  package init(
    id: String,
    title: String,
    summary: String,
    content: String,
    link: String?,
    publishedAt: String?,
    language: String?,
    score: Double,
    sources: [TopicSource]
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.content = content
    self.link = link
    self.publishedAt = publishedAt
    self.language = language
    self.score = score
    self.sources = sources
  }
}

/// Who carried a story.
package struct TopicSource: Codable, Hashable, Sendable {
  package var name: String
  package var url: String?
  package var author: String?

  package init(name: String, url: String?, author: String?) {
    self.name = name
    self.url = url
    self.author = author
  }
}

/// `topics/selected.json`: the topics of the video, in its order.
package struct SelectedTopics: Document, Equatable {
  package static let kind = DocumentKind.selectedTopics

  /// A chosen topic.
  package struct Choice: Codable, Equatable, Sendable {
    package var id: String
    package var title: String

    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// `auto` or `ask`.
  package var mode: String
  package var topics: [Choice]

  package init(mode: String, topics: [Choice]) {
    self.mode = mode
    self.topics = topics
  }
}

/// `topics/refined.json`: the chosen topics as clean, ranked text.
package struct RefinedTopics: Document, Equatable {
  package static let kind = DocumentKind.refinedTopics

  package var topics: [RefinedTopic]

  package init(topics: [RefinedTopic]) { self.topics = topics }
}

/// A chosen topic with its sentences ranked.
package struct RefinedTopic: Codable, Equatable, Sendable {
  /// A sentence in its place in the text; `rank` is higher the more it says.
  package struct Sentence: Codable, Equatable, Sendable {
    package var text: String
    package var rank: Double

    package init(text: String, rank: Double) {
      self.text = text
      self.rank = rank
    }
  }

  /// A phrase that says what the text is about.
  package struct Phrase: Codable, Equatable, Sendable {
    package var text: String
    package var score: Double

    package init(text: String, score: Double) {
      self.text = text
      self.score = score
    }
  }

  package var id: String
  package var title: String
  /// An ISO 639-1 code.
  package var language: String
  package var sentences: [Sentence]
  package var keyPhrases: [Phrase]
  package var sources: [TopicSource]

  package init(
    id: String,
    title: String,
    language: String,
    sentences: [Sentence],
    keyPhrases: [Phrase],
    sources: [TopicSource]
  ) {
    self.id = id
    self.title = title
    self.language = language
    self.sentences = sentences
    self.keyPhrases = keyPhrases
    self.sources = sources
  }
}
