/// The JSON Schema (draft 2020-12) of what a command answers to programs.
package struct AnswerSchema: Sendable {
  /// The command.
  package let name: String
  /// What the answer says, in one line.
  package let title: String
  let required: [String: JSONValue]
  let definitions: [String: JSONValue]

  package static let version = "1.0"

  /// Every answer that has a schema.
  package static let all = [probe]

  package var value: JSONValue {
    var members = required
    members["version"] = ["const": .string(Self.version)]
    var schema = SchemaParts.object(members)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = .string("urn:cutroom:schema:\(name):\(Self.version)")
    schema["$defs"] = .object(definitions)
    schema["title"] = .string(title)
    return schema
  }
}
