private typealias Parts = SchemaParts

extension DocumentSchema {
  static let timeline = DocumentSchema(
    .timeline,
    "What is seen and heard at which frame: timeline.json",
    [
      "title": Parts.text,
      "width": Parts.count,
      "height": Parts.count,
      "fps": Parts.frameRate,
      "durationInFrames": Parts.frame,
      "visuals": Parts.list(of: visual),
      "narration": Parts.list(of: take),
      "captions": Parts.list(of: caption),
      "decisions": Parts.list(of: decision),
    ],
    optional: ["music": music]
  )

  private static let visual = Parts.object(
    slot.merging([
      "kind": Parts.one(of: ["image", "video"]),
      "fadeInFrames": Parts.frame,
      "sourceStartUs": Parts.microseconds,
    ]) { $1 },
    optional: ["motion": motion]
  )

  private static let take = Parts.object(
    slot.merging(["durationUs": Parts.microseconds]) { $1 }
  )

  private static let slot: [String: JSONValue] = [
    "segmentId": Parts.id,
    "file": Parts.path,
    "sha256": Parts.sha256,
    "startFrame": Parts.frame,
    "endFrame": Parts.frame,
  ]

  private static let motion = Parts.object([
    "zoomFrom": Parts.number, "zoomTo": Parts.number, "focusFrom": focus, "focusTo": focus,
  ])

  private static let focus: JSONValue = [
    "type": "array", "items": Parts.number, "minItems": 2, "maxItems": 2,
  ]

  private static let music = Parts.object([
    "trackId": Parts.text,
    "file": Parts.path,
    "sha256": Parts.sha256,
    "durationUs": Parts.microseconds,
    "loudness": Parts.number,
  ])

  private static let decision = Parts.object([
    "code": Parts.text, "segmentId": Parts.id, "file": Parts.path,
  ])

  private static let caption = Parts.object([
    "segmentId": Parts.id,
    "lines": ["type": "array", "items": Parts.text, "minItems": 1, "maxItems": 2],
    "startFrame": Parts.frame,
    "endFrame": Parts.frame,
  ])
}
