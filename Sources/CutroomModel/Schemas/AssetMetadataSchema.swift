private typealias Parts = SchemaParts

extension DocumentSchema {
  static let assetMetadata = DocumentSchema(
    .assetMetadata,
    "A picture or clip: assets/{images,videos}/<hash>.metadata.json",
    [
      "file": Parts.path,
      "sha256": Parts.sha256,
      "bytes": Parts.count,
      "sources": Parts.list(of: assetSource),
      "keywords": Parts.list(of: Parts.text),
      "rights": rights,
      "media": mediaFacts,
    ]
  )

  static let assetSource = Parts.object(["provider": Parts.text, "path": Parts.text])

  static let rights = Parts.object(
    [:],
    optional: [
      "title": Parts.text, "author": Parts.text, "authorURL": Parts.text, "licence": Parts.text,
      "licenceURL": Parts.text, "source": Parts.text,
    ]
  )
}
