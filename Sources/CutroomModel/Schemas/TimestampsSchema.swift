private typealias Parts = SchemaParts

extension DocumentSchema {
  static let timestamps = DocumentSchema(
    .timestamps,
    "When each word of a take is heard: assets/audio/<segment-id>.timestamps.json",
    [
      "engine": Parts.text,
      "segmentId": Parts.id,
      "file": Parts.path,
      "sha256": Parts.sha256,
      "durationUs": Parts.microseconds,
      "text": Parts.text,
      "words": Parts.list(of: word),
      "areWordsEstimated": Parts.flag,
    ]
  )

  private static let word = Parts.object([
    "text": Parts.text, "startMs": Parts.milliseconds, "endMs": Parts.milliseconds,
  ])
}
