private typealias Parts = SchemaParts

extension AnswerSchema {
  static let probe = AnswerSchema(
    name: "probe",
    title: "What `cutroom probe --json` answers; with --jsonl a line is $defs/file",
    required: ["files": Parts.list(of: ["$ref": "#/$defs/file"])],
    definitions: [
      "file": ["anyOf": [facts, failure]],
      "cutroom": DocumentSchema.mediaFacts,
    ]
  )

  private static let facts = Parts.object(
    [
      "path": Parts.text,
      "format": format,
      "streams": Parts.list(of: stream),
      "chapters": Parts.list(of: chapter),
      "cutroom": ["$ref": "#/$defs/cutroom"],
    ],
    optional: ["pictures": Parts.list(of: Parts.text)]
  )

  private static let failure = Parts.object([
    "path": Parts.text,
    "error": Parts.object(["code": Parts.text, "message": Parts.text]),
  ])

  private static let seconds: JSONValue = [
    "type": "string", "pattern": "^-?[0-9]+[.][0-9]{6}$", "description": "seconds",
  ]
  private static let number: JSONValue = ["type": "string", "pattern": "^-?[0-9]+$"]
  private static let fraction: JSONValue = ["type": "string", "pattern": "^-?[0-9]+/-?[0-9]+$"]
  private static let ratio: JSONValue = ["type": "string", "pattern": "^-?[0-9]+:-?[0-9]+$"]
  private static let tags = Parts.map(of: Parts.text)

  private static let format = Parts.object(
    [
      "filename": Parts.text,
      "nb_streams": Parts.count,
      "nb_programs": Parts.count,
      "format_name": Parts.text,
      "size": number,
      "probe_score": Parts.count,
    ],
    optional: [
      "format_long_name": Parts.text,
      "start_time": seconds,
      "duration": seconds,
      "bit_rate": number,
      "tags": tags,
    ]
  )

  private static let stream = Parts.object(
    [
      "index": Parts.count,
      "codec_tag_string": Parts.text,
      "codec_tag": ["type": "string", "pattern": "^0x[0-9a-f]{4,8}$"],
      "r_frame_rate": fraction,
      "avg_frame_rate": fraction,
      "time_base": fraction,
      "disposition": Parts.map(of: ["enum": [0, 1]]),
    ],
    optional: ofEveryStream.merging(ofPictures) { $1 }.merging(ofSound) { $1 }
  )

  private static let ofEveryStream: [String: JSONValue] = [
    "codec_name": Parts.text, "codec_long_name": Parts.text, "profile": Parts.text,
    "codec_type": Parts.text, "id": Parts.text, "start_pts": Parts.whole, "start_time": seconds,
    "duration_ts": Parts.whole, "duration": seconds, "bit_rate": number,
    "bits_per_raw_sample": number, "nb_frames": number, "nb_read_packets": number, "tags": tags,
    "side_data_list": Parts.list(of: Parts.object(["side_data_type": Parts.text])),
  ]

  private static let ofPictures: [String: JSONValue] = [
    "width": Parts.count, "height": Parts.count, "sample_aspect_ratio": ratio,
    "display_aspect_ratio": ratio, "pix_fmt": Parts.text, "level": Parts.whole,
    "color_range": Parts.text, "color_space": Parts.text, "color_transfer": Parts.text,
    "color_primaries": Parts.text, "chroma_location": Parts.text, "field_order": Parts.text,
  ]

  private static let ofSound: [String: JSONValue] = [
    "sample_fmt": Parts.text, "sample_rate": number, "channels": Parts.count,
    "channel_layout": Parts.text, "bits_per_sample": Parts.count,
  ]

  private static let chapter = Parts.object(
    ["id": Parts.whole, "time_base": fraction, "start": Parts.whole],
    optional: ["end": Parts.whole, "start_time": seconds, "end_time": seconds, "tags": tags]
  )
}
