private typealias Parts = SchemaParts

extension DocumentSchema {
  static let refinedTopics = DocumentSchema(
    .refinedTopics,
    "The chosen topics as clean, ranked text: topics/refined.json",
    ["topics": Parts.list(of: refinedTopic)]
  )

  static let phrase = Parts.object(["text": Parts.text, "score": Parts.number])

  private static let refinedTopic = Parts.object([
    "id": Parts.id,
    "title": Parts.text,
    "language": Parts.text,
    "sentences": Parts.list(of: Parts.object(["text": Parts.text, "rank": Parts.number])),
    "keyPhrases": Parts.list(of: phrase),
    "sources": Parts.list(of: topicSource),
  ])
}
