/// The JSON Schema (draft 2020-12) of the lines that cutroom and a program write to each other.
package struct MessageSchema: Sendable {
  package let name: String
  /// What the lines say.
  package let title: String
  let lines: [JSONValue]
  let definitions: [String: JSONValue]

  /// Every one that there is.
  package static let all = [providerRequest, providerAnswer]

  package var value: JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .string("urn:cutroom:schema:\(name):\(ProviderCapabilities.contract)"),
      "title": .string(title), "oneOf": .array(lines), "$defs": .object(definitions),
    ]
  }
}
