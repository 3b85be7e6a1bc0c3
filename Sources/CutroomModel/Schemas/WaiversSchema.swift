private typealias Parts = SchemaParts

extension DocumentSchema {
  static let waivers = DocumentSchema(
    .waivers,
    "The warnings of validation that are accepted: waivers.json",
    ["waivers": Parts.list(of: waiver)]
  )

  private static let waiver = Parts.object(
    ["rule": Parts.text, "reason": ["type": "string", "pattern": "\\S"]],
    optional: ["path": Parts.text, "until": Parts.date]
  )
}
