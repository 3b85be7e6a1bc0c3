/// The pieces that JSON Schemas (draft 2020-12) are built of.
enum SchemaParts {
  static let text: JSONValue = ["type": "string"]
  static let flag: JSONValue = ["type": "boolean"]
  static let number: JSONValue = ["type": "number"]
  static let whole: JSONValue = ["type": "integer"]
  static let count: JSONValue = ["type": "integer", "minimum": 0]
  static let anyObject: JSONValue = ["type": "object"]

  static let sha256: JSONValue = [
    "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the bytes",
  ]
  static let time: JSONValue = [
    "type": "string", "format": "date-time", "description": "ISO 8601, UTC",
  ]
  static let date: JSONValue = [
    "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  ]
  static let path: JSONValue = [
    "type": "string", "pattern": "^[a-z0-9._/-]+$",
    "description": "relative to the project",
  ]
  static let id: JSONValue = ["type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,95}$"]
  static let microseconds: JSONValue = [
    "type": "integer", "minimum": 0, "description": "microseconds",
  ]
  static let milliseconds: JSONValue = [
    "type": "integer", "minimum": 0, "description": "milliseconds",
  ]
  static let frame: JSONValue = ["type": "integer", "minimum": 0, "description": "frames"]
  static let frameRate = object([
    "num": ["type": "integer", "minimum": 1], "den": ["type": "integer", "minimum": 1],
  ])

  /// One of a few words.
  static func one(of words: [String]) -> JSONValue {
    ["enum": .array(words.map { .string($0) })]
  }

  static func whole(_ range: ClosedRange<Int64>) -> JSONValue {
    [
      "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
  }

  static func list(of items: JSONValue, atLeast minimum: Int64 = 0) -> JSONValue {
    var schema: JSONValue = ["type": "array", "items": items]
    if minimum > 0 { schema["minItems"] = .integer(minimum) }
    return schema
  }

  /// An object whose members all have one shape.
  static func map(of values: JSONValue) -> JSONValue {
    ["type": "object", "additionalProperties": values]
  }

  /// An object; unknown members are allowed unless it is closed.
  static func object(
    _ required: [String: JSONValue],
    optional: [String: JSONValue] = [:],
    isClosed: Bool = false
  ) -> JSONValue {
    let properties = required.merging(optional.mapValues(orNull)) { $1 }
    var schema: JSONValue = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema["required"] = .array(required.keys.sorted().map { .string($0) }) }
    if isClosed { schema["additionalProperties"] = false }
    return schema
  }

  /// What an optional member may also be: null, which is the same as absent.
  private static func orNull(_ schema: JSONValue) -> JSONValue {
    guard case .string(let type)? = schema["type"] else {
      return ["anyOf": [schema, ["type": "null"]]]
    }
    var schema = schema
    schema["type"] = [.string(type), "null"]
    return schema
  }
}
