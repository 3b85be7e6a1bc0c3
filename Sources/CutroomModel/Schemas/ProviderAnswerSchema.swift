private typealias Parts = SchemaParts

extension MessageSchema {
  static let providerAnswer = MessageSchema(
    name: "provider-answer",
    title: "A line that a provider program writes",
    lines: [
      capabilities, progress, submitted, error,
      result("text", [:]), result("speech", ["$ref": "#/$defs/speech"]),
      result("candidates", Parts.list(of: ["$ref": "#/$defs/candidate"])), result("file", file),
    ],
    definitions: ["speech": speech, "candidate": candidate]
  )

  private static func event(
    _ name: String,
    _ required: [String: JSONValue],
    optional: [String: JSONValue] = [:]
  ) -> JSONValue {
    Parts.object(required.merging(["event": ["const": .string(name)]]) { $1 }, optional: optional)
  }

  private static let capabilities = event(
    "capabilities",
    [
      "contract": ["type": "string", "pattern": "^1[.]"],
      "version": ["type": "string", "description": "another one where answers become others"],
      "tasks": Parts.list(
        of: Parts.one(of: ProviderTask.allCases.map(\.rawValue)),
        atLeast: 1
      ),
    ],
    optional: [
      "isLocal": Parts.flag, "isIdempotent": Parts.flag, "isPaid": Parts.flag,
      "limits": Parts.object(
        [:],
        optional: Dictionary(
          uniqueKeysWithValues: RateLimit.Span.allCases.map {
            ($0.rawValue, Parts.whole(1...1_000_000_000))
          }
        ),
        isClosed: true
      ),
    ]
  )

  private static let progress = event(
    "progress",
    ["id": id, "fraction": ["type": "number", "minimum": 0, "maximum": 1]]
  )

  private static let submitted = event("submitted", ["id": id, "job": id])

  private static let error = event(
    "error",
    [
      "id": id,
      "code": Parts.one(of: [
        "rate-limit", "auth", "invalid-input", "network", "server", "not-found", "bad-answer",
      ]),
      "message": Parts.text,
    ],
    optional: [
      "retryAfter": ["type": "number", "minimum": 0, "description": "seconds"],
      "mayBeCharged": Parts.flag,
    ]
  )

  private static func result(_ member: String, _ schema: JSONValue) -> JSONValue {
    event("result", ["id": id, member: schema], optional: ["cost": cost])
  }

  private static let id: JSONValue = ["type": "string", "minLength": 1, "maxLength": 2000]

  private static let file: JSONValue = [
    "type": "string", "minLength": 1, "maxLength": 512,
    "description": "a file in the request's folder, relative to it",
  ]

  private static let cost = Parts.object([
    "amount": ["type": "number", "minimum": 0, "maximum": 1_000_000],
    "currency": ["type": "string", "pattern": "^[A-Z]{3}$"],
  ])

  private static let speech = Parts.object(
    ["file": file],
    optional: [
      "words": Parts.list(
        of: Parts.object([
          "text": Parts.text, "startMs": Parts.milliseconds, "endMs": Parts.milliseconds,
        ])
      )
    ]
  )

  private static let size: JSONValue = ["type": "integer", "minimum": 1]
  private static let name: JSONValue = ["type": "string", "minLength": 1, "maxLength": 512]

  private static let candidate = Parts.object(
    [
      "asset": name, "rendition": name, "kind": foundKind,
      "rights": Parts.object(
        ["licence": ["type": "string", "minLength": 1]],
        optional: [
          "title": Parts.text, "author": Parts.text, "authorURL": Parts.text,
          "licenceURL": Parts.text, "source": Parts.text,
        ]
      ),
    ],
    optional: [
      "url": ["type": "string", "pattern": "^https?://"], "width": size, "height": size,
      "durationMs": size, "keywords": Parts.list(of: Parts.text),
    ]
  )
}
