private typealias Parts = SchemaParts

extension DocumentSchema {
  static let archive = DocumentSchema(
    .archive,
    "What an archived project holds, the archive's first entry: cutroom-archive.json",
    [
      "cutroom": Parts.text,
      "projectId": ["type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"],
      "title": Parts.text,
      "damaged": Parts.list(of: Parts.text),
      "files": Parts.list(of: file),
    ]
  )

  private static let file = Parts.object([
    "path": ["type": "string", "minLength": 1, "description": "relative to the project"],
    "sha256": Parts.sha256,
    "size": Parts.count,
    "mode": ["type": "string", "pattern": "^0[0-7]{3}$", "description": "octal permissions"],
  ])
}
