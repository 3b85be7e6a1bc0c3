private typealias Parts = SchemaParts

extension DocumentSchema {
  static let metadata = DocumentSchema(
    .metadata,
    "A project, written once when it is made: metadata.json",
    [
      "projectId": ["type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"],
      "title": ["type": "string", "minLength": 1],
      "status": Parts.text,
    ]
  )
}
