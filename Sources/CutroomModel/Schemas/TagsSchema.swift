private typealias Parts = SchemaParts

extension DocumentSchema {
  static let tags = DocumentSchema(
    .tags,
    "What each segment should show: scripts/tags.json",
    [
      "segments": Parts.list(
        of: Parts.object(["id": Parts.id, "phrases": Parts.list(of: phrase)])
      )
    ]
  )
}
