import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomStore
import CutroomSystem
import CutroomWorkers
import Testing

extension StageRig {
  func stage(_ name: String) throws -> BuiltinStage { try #require(catalog[name]) }

  func topic(
    _ id: String,
    title: String? = nil,
    content: String? = nil,
    summary: String = "Sand walks.",
    score: Double = 0.5
  ) -> DiscoveredTopic {
    DiscoveredTopic(
      id: id,
      title: title ?? "How \(id) wander",
      summary: summary,
      content: content
        ?? """
        The wind pushes the \(id) inland by several metres a year. Marram grass holds the sand with \
        long roots. In winter the storms take a part of the beach away. Summer waves bring the \
        sand back to the beach. Read more on our website.
        """,
      link: "https://coast.example.org/\(id)",
      publishedAt: "2026-07-18T10:00:00Z",
      language: "en",
      score: score,
      sources: [
        TopicSource(name: "The Coast", url: "https://coast.example.org/", author: "Ann Example")
      ]
    )
  }

  /// Puts a discovered.json there, as the stage before would.
  func discover(
    _ ids: [String],
    title: String? = nil,
    content: String? = nil,
    summary: String = "Sand walks.",
    score: Double = 0.5
  ) throws {
    let topics = ids.map {
      topic($0, title: title, content: content, summary: summary, score: score)
    }
    try save(DiscoveredTopics(topics: topics, faults: []), to: "topics/discovered.json")
  }

  func selected() throws -> [String] {
    try document(SelectedTopics.self, "topics/selected.json").topics.map(\.id)
  }

  func offer() throws -> TopicOffer {
    let path = try #require(ProjectPath("topics/discovered.json"))
    return TopicOffer(try #require(try project.json(path)))
  }
}

extension StageRig {
  /// Puts a script and its tags there, as the stages before would.
  func tell(
    _ texts: KeyValuePairs<String, String>,
    roles: [String: Script.Role] = [:],
    language: String = "en"
  ) throws {
    let choice = SelectedTopics.Choice(id: "dunes", title: "Dunes")
    try save(SelectedTopics(mode: "auto", topics: [choice]), to: "topics/selected.json")
    let segments = texts.map { Script.Segment(id: $0, role: roles[$0] ?? .body, text: $1) }
    let script = Script(
      topicId: "dunes",
      title: "Dunes",
      language: language,
      segments: segments,
      sources: []
    )
    try save(script, to: "scripts/dunes.json")
    let tags = segments.map { segment in
      let phrases = KeyPhrases.rake(segment.text, language: .english, limit: 5)
      return Tags.Segment(
        id: segment.id,
        phrases: phrases.map { RefinedTopic.Phrase(text: $0.text, score: $0.score) }
      )
    }
    try save(Tags(segments: tags), to: "scripts/tags.json")
  }

  func json(_ path: String) throws -> JSONValue {
    let path = try #require(ProjectPath(path))
    return try #require(try project.json(path))
  }
}

/// The bytes of a file anywhere.
func fileBytes(_ path: String) throws -> [UInt8] {
  try Descriptor.openForReading(path).readAll(limit: 1 << 30)
}
