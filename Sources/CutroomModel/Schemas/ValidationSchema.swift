private typealias Parts = SchemaParts

extension DocumentSchema {
  static let validation = DocumentSchema(
    .validation,
    "What the gate found, and the digests of what it looked at: validation.json",
    [
      "valid": Parts.flag,
      "findings": Parts.list(of: finding),
      "digests": Parts.map(of: Parts.sha256),
    ]
  )

  private static let finding = Parts.object([
    "rule": Parts.text,
    "severity": Parts.one(of: ["error", "warning"]),
    "path": Parts.text,
    "message": Parts.text,
    "hint": Parts.text,
  ])
}
