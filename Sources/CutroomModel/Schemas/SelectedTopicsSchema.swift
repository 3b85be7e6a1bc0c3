private typealias Parts = SchemaParts

extension DocumentSchema {
  static let selectedTopics = DocumentSchema(
    .selectedTopics,
    "The topics of the video, in its order: topics/selected.json",
    [
      "mode": Parts.one(of: ["auto", "ask"]),
      "topics": Parts.list(of: Parts.object(["id": Parts.id, "title": Parts.text])),
    ]
  )
}
