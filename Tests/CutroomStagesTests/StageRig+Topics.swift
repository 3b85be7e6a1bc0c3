import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomStore
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
