private typealias Parts = SchemaParts

extension MessageSchema {
  static let providerRequest = MessageSchema(
    name: "provider-request",
    title: "A line that a provider program reads",
    lines: [introduction] + ProviderTask.allCases.map(request),
    definitions: [:]
  )

  private static let introduction = Parts.object([
    "contract": ["const": .string(ProviderCapabilities.contract)], "ask": ["const": "capabilities"],
  ])

  private static func request(_ task: ProviderTask) -> JSONValue {
    Parts.object(
      [
        "id": Parts.text,
        "task": ["const": .string(task.rawValue)],
        "idempotencyKey": [
          "type": "string", "description": "the same for every try of the same request",
        ],
        "folder": ["type": "string", "description": "where files go; absolute"],
        task.rawValue: job(task),
      ],
      optional: [
        "job": ["type": "string", "description": "asked for, not begun again"]
      ]
    )
  }

  private static func job(_ task: ProviderTask) -> JSONValue {
    switch task {
    case .text: text
    case .speech: speech
    case .search: search
    case .fetch: fetch
    }
  }

  private static let text = Parts.object(
    [
      "model": Parts.text, "system": Parts.text, "prompt": Parts.text,
      "schema": ["description": "a JSON Schema that the answer must keep"],
      "schemaName": ["type": "string", "pattern": "^[a-z0-9_]+$"],
    ],
    optional: [
      "repair": Parts.object(["answer": Parts.text, "faults": Parts.list(of: Parts.text)])
    ]
  )

  private static let speech = Parts.object([
    "text": Parts.text, "model": Parts.text, "voice": Parts.text, "language": Parts.text,
    "speed": ["type": "integer", "minimum": 1, "description": "thousandths of the voice's own"],
    "format": ["type": "string", "description": "the ending of the file, such as mp3"],
  ])

  private static let search = Parts.object([
    "query": Parts.text, "kinds": Parts.list(of: foundKind, atLeast: 1),
    "limit": ["type": "integer", "minimum": 1], "width": ["type": "integer", "minimum": 1],
    "height": ["type": "integer", "minimum": 1], "language": Parts.text,
  ])

  private static let fetch = Parts.object([
    "asset": Parts.text, "rendition": Parts.text, "kind": foundKind,
  ])

  static let foundKind = Parts.one(of: FoundKind.allCases.map(\.rawValue))
}
