private typealias Parts = SchemaParts

extension DocumentSchema {
  static let pipeline = DocumentSchema(
    .pipeline,
    "Stages and settings: pipeline.json",
    ["stages": Parts.list(of: stage)],
    optional: ["settings": settings]
  )

  private static let name: JSONValue = ["type": "string", "minLength": 1]
  private static let span: JSONValue = [
    "description": "seconds, or a text such as 500ms, 90s, 10m, 2h",
    "anyOf": [
      ["type": "integer", "minimum": 1, "maximum": 31_536_000],
      ["type": "string", "pattern": "^[0-9]+(ms|s|m|h)?$"],
    ],
  ]

  private static let stage: JSONValue = {
    var schema = Parts.object(
      ["id": ["type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"]],
      isClosed: true
    )
    guard case .object(var properties)? = schema["properties"] else { return schema }
    properties.merge(common) { $1 }
    properties.merge(ofPrograms) { $1 }
    schema["properties"] = .object(properties)
    schema["oneOf"] = [
      ["required": ["uses"], "not": ["anyOf": onlyForPrograms]], ["required": ["run"]],
    ]
    return schema
  }()

  private static let common: [String: JSONValue] = [
    "uses": name,
    "with": Parts.anyObject,
    "needs": Parts.list(of: name),
    "pool": name,
    "timeout": span,
    "stallTimeout": span,
    "retries": Parts.whole(0...100),
  ]

  private static let ofPrograms: [String: JSONValue] = [
    "run": Parts.list(of: Parts.text, atLeast: 1),
    "foreach": foreach,
    "inputs": Parts.list(of: name),
    "outputs": Parts.list(of: name),
    "codeVersion": Parts.whole(0...1_000_000_000),
    "tools": Parts.map(of: Parts.text),
    "allowEmpty": Parts.flag,
    "share": Parts.flag,
  ]

  private static var onlyForPrograms: JSONValue {
    .array(ofPrograms.keys.sorted().map { ["required": [.string($0)]] })
  }

  private static let foreach: JSONValue = [
    "oneOf": [
      Parts.object(["glob": name], isClosed: true),
      [
        "type": "object", "required": ["json"], "additionalProperties": false,
        "properties": ["json": name, "pointer": Parts.text, "id": Parts.text],
      ],
    ]
  ]

  private static let settings = Parts.object(
    [:],
    optional: [
      "video": Parts.object([:], optional: video, isClosed: true),
      "backups": Parts.object(
        [:],
        optional: ["keep": Parts.whole(0...9), "days": Parts.whole(1...36_500)],
        isClosed: true
      ),
      "cache": Parts.object(
        [:],
        optional: [
          "maxSizeGB": Parts.number, "mediaDays": Parts.whole(1...36_500),
          "ttsDays": Parts.whole(1...36_500), "itemDays": Parts.whole(1...36_500),
        ],
        isClosed: true
      ),
      "trash": Parts.object([:], optional: ["days": Parts.whole(1...36_500)], isClosed: true),
      "logs": Parts.object(
        [:],
        optional: ["days": Parts.whole(1...36_500), "runs": Parts.whole(1...10_000)],
        isClosed: true
      ),
      "providers": Parts.map(of: provider),
      "budget": Parts.object(["amount": amount], optional: ["currency": currency], isClosed: true),
      "pools": Parts.map(of: Parts.whole(1...256)),
      "validation": Parts.object(
        [:],
        optional: ["profile": Parts.one(of: ValidationProfile.allCases.map(\.rawValue))],
        isClosed: true
      ),
    ],
    isClosed: true
  )

  private static let amount: JSONValue = [
    "type": "number", "minimum": 0, "maximum": .integer(Int64(Cost.amounts.upperBound)),
  ]
  private static let currency: JSONValue = ["type": "string", "pattern": "^[A-Z]{3}$"]

  private static let provider: JSONValue = {
    let spans = RateLimit.Span.allCases.map { ($0.rawValue, Parts.whole(1...1_000_000_000)) }
    var schema = Parts.object(
      [:],
      optional: [
        "uses": name, "run": Parts.list(of: name, atLeast: 1), "baseURL": name,
        "keyEnv": ["type": "string", "pattern": "^[A-Z_][A-Z0-9_]*$"], "keyFile": name,
        "codeVersion": Parts.whole(0...1_000_000_000), "allowPrivateHosts": Parts.flag,
        "idempotent": Parts.flag,
        "limits": Parts.object(
          [:],
          optional: Dictionary(uniqueKeysWithValues: spans),
          isClosed: true
        ),
        "price": Parts.object(
          [:],
          optional: ["currency": currency, "perRequest": amount, "per1000Characters": amount],
          isClosed: true
        ),
      ],
      isClosed: true
    )
    schema["oneOf"] = [["required": ["uses"]], ["required": ["run"]]]
    return schema
  }()

  private static let video: [String: JSONValue] = [
    "width": ["type": "integer", "minimum": 64, "maximum": 7680, "multipleOf": 2],
    "height": ["type": "integer", "minimum": 64, "maximum": 7680, "multipleOf": 2],
    "fps": Parts.frameRate,
  ]
}
