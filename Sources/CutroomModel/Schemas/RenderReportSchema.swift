private typealias Parts = SchemaParts

extension DocumentSchema {
  static let renderReport = DocumentSchema(
    .renderReport,
    "The finished video measured and compared with its plan: renders/<name>.report.json",
    [
      "file": Parts.path,
      "sha256": Parts.sha256,
      "bytes": Parts.count,
      "timeline": Parts.sha256,
      "media": mediaFacts,
      "loudness": Parts.number,
      "truePeak": Parts.number,
      "checks": Parts.list(of: check),
    ]
  )

  private static let check = Parts.object([
    "name": Parts.text, "planned": Parts.text, "measured": Parts.text, "passed": Parts.flag,
  ])
}
