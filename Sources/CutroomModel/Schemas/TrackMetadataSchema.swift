private typealias Parts = SchemaParts

extension DocumentSchema {
  static let trackMetadata = DocumentSchema(
    .trackMetadata,
    "A piece of music: assets/music/<track-id>.metadata.json",
    [
      "trackId": Parts.text,
      "file": Parts.path,
      "sha256": Parts.sha256,
      "bytes": Parts.count,
      "source": assetSource,
      "rights": rights,
      "durationUs": Parts.microseconds,
      "loudness": Parts.number,
      "truePeak": Parts.number,
    ]
  )
}
