private typealias Parts = SchemaParts

extension DocumentSchema {
  /// What was measured of a media file, wherever a document holds it.
  static let mediaFacts = Parts.object(
    [
      "kind": Parts.one(of: ["video", "audio", "image", "animated-image"]),
      "durationSource": Parts.one(of: ["header", "stream", "packets", "decoded", "none"]),
      "truncated": Parts.flag,
      "rotation": ["enum": [0, 90, 180, 270]],
      "isVfr": Parts.flag,
      "hasAudio": Parts.flag,
      "hasVideo": Parts.flag,
      "isHdr": Parts.flag,
      "attachedPictures": Parts.count,
      "spans": Parts.list(of: span),
      "libavformat": Parts.text,
      "warnings": Parts.list(of: Parts.object(["code": Parts.text, "message": Parts.text])),
    ],
    optional: [
      "durationUs": Parts.microseconds,
      "headerDurationUs": Parts.whole,
      "displayWidth": Parts.count,
      "displayHeight": Parts.count,
      "fps": Parts.frameRate,
      "sampleRate": Parts.count,
      "channels": Parts.count,
      "channelLayout": Parts.text,
      "decodeErrors": Parts.count,
      "sound": sound,
      "picture": picture,
      "sha256": Parts.sha256,
    ]
  )

  private static let sound = Parts.object(
    ["silences": Parts.list(of: timeSpan), "clippedSamples": Parts.count],
    optional: [
      "loudness": Parts.number, "loudnessRange": Parts.number, "truePeak": Parts.number,
    ]
  )

  private static let picture = Parts.object([
    "black": Parts.list(of: timeSpan), "empty": Parts.list(of: timeSpan),
    "frozen": Parts.list(of: timeSpan),
  ])

  private static let timeSpan = Parts.object([
    "startUs": Parts.microseconds, "durationUs": Parts.microseconds,
  ])

  private static let span = Parts.object([
    "index": Parts.count, "startUs": Parts.whole, "durationUs": Parts.microseconds,
  ])
}
