/// `scripts/<topic-id>.json`: what the voice says about one topic.
package struct Script: Document, Equatable {
  package static let kind = DocumentKind.script

  /// What a segment is for.
  package enum Role: String, Codable, Sendable {
    case hook
    case body
    case outro
  }

  /// One breath of narration with its own take, captions and pictures.
  package struct Segment: Codable, Equatable, Sendable {
    /// `<topic-id>-<nn>`, kept when the text is edited.
    package var id: String
    package var role: Role
    package var text: String

    package init(id: String, role: Role, text: String) {
      self.id = id
      self.role = role
      self.text = text
    }
  }

  package var topicId: String
  package var title: String
  /// An ISO 639-1 code.
  package var language: String
  package var segments: [Segment]
  package var sources: [TopicSource]

  package init(
    topicId: String,
    title: String,
    language: String,
    segments: [Segment],
    sources: [TopicSource]
  ) {
    self.topicId = topicId
    self.title = title
    self.language = language
    self.segments = segments
    self.sources = sources
  }

  /// What keeps every stage from working with it, in words; nil where nothing does.
  package var fault: String? {
    var seen: Set<String> = []
    for segment in segments {
      if !seen.insert(segment.id).inserted { return "the segment id \(segment.id) stands twice" }
      if segment.text.allSatisfy(\.isWhitespace) { return "the segment \(segment.id) has no text" }
    }
    return nil
  }
}

/// `scripts/tags.json`: what each segment should show.
package struct Tags: Document, Equatable {
  package static let kind = DocumentKind.tags

  /// The phrases of one segment, best first.
  package struct Segment: Codable, Equatable, Sendable {
    package var id: String
    package var phrases: [RefinedTopic.Phrase]

    package init(id: String, phrases: [RefinedTopic.Phrase]) {
      self.id = id
      self.phrases = phrases
    }
  }

  package var segments: [Segment]

  package init(segments: [Segment]) { self.segments = segments }
}
