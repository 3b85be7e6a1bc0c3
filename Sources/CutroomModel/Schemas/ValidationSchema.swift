private typealias Parts = SchemaParts

extension DocumentSchema {
  static let validation = DocumentSchema(
    .validation,
    "What the gate found, and the digests of what it looked at: validation.json",
    [
      "valid": Parts.flag,
      "findings": Parts.list(of: finding),
      "digests": Parts.map(of: Parts.sha256),
    ],
    optional: [
      "depth": Parts.one(of: GateDepth.allCases.map(\.rawValue)),
      "profile": Parts.one(of: ValidationProfile.allCases.map(\.rawValue)),
      "waived": Parts.list(of: waived),
    ]
  )

  private static let waived = Parts.object(
    ["finding": finding, "reason": Parts.text],
    optional: ["until": Parts.date]
  )

  private static let finding = Parts.object([
    "rule": Parts.text,
    "severity": Parts.one(of: ["error", "warning"]),
    "path": Parts.text,
    "message": Parts.text,
    "hint": Parts.text,
  ])
}
