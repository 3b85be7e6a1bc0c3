private typealias Parts = SchemaParts

extension DocumentSchema {
  static let discoveredTopics = DocumentSchema(
    .discoveredTopics,
    "Everything the feeds offered, best first: topics/discovered.json",
    [
      "topics": Parts.list(of: topic),
      "faults": Parts.list(of: Parts.object(["feed": Parts.text, "message": Parts.text])),
    ]
  )

  private static let topic = Parts.object(
    [
      "id": Parts.id,
      "title": Parts.text,
      "summary": Parts.text,
      "content": Parts.text,
      "score": Parts.number,
      "sources": Parts.list(of: topicSource),
    ],
    optional: ["link": Parts.text, "publishedAt": Parts.text, "language": Parts.text]
  )

  static let topicSource = Parts.object(
    ["name": Parts.text],
    optional: ["url": Parts.text, "author": Parts.text]
  )
}
