private typealias Parts = SchemaParts

extension DocumentSchema {
  static let script = DocumentSchema(
    .script,
    "What the voice says about one topic: scripts/<topic-id>.json",
    [
      "topicId": Parts.id,
      "title": Parts.text,
      "language": Parts.text,
      "segments": Parts.list(of: segment),
      "sources": Parts.list(of: topicSource),
    ]
  )

  private static let segment = Parts.object([
    "id": Parts.id,
    "role": Parts.one(of: ["hook", "body", "outro"]),
    "text": Parts.text,
  ])
}
