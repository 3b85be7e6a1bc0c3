/// What keeps a value from what a JSON Schema asks for, as far as the schemas that cutroom hands out
/// itself ask: `type`, `enum`, `properties`, `required`, `additionalProperties: false`, `items`, and
/// bounds of numbers, lengths and counts.
///
/// Keywords: JSON Schema 2020-12, <https://json-schema.org/draft/2020-12/json-schema-validation>.
package enum SchemaFaults {
  /// At most this many are told: whoever mends them reads them all.
  package static let most = 10

  /// One line a fault, each with its place; empty where the value is as it should be.
  package static func find(in value: JSONValue, _ schema: JSONValue) -> [String] {
    var faults: [String] = []
    look(value, schema, at: [], &faults)
    return Array(faults.prefix(most))
  }

  private static func look(
    _ value: JSONValue,
    _ schema: JSONValue,
    at place: [String],
    _ faults: inout [String]
  ) {
    guard faults.count < most else { return }
    func tell(_ what: String) {
      let pointer = JSONPointer(tokens: place).description
      faults.append("\(pointer.isEmpty ? "the value" : pointer): \(what)")
    }
    if let types = schema["type"].map(types), !types.contains(where: { value.is($0) }) {
      return tell("it must be \(types.joined(separator: " or ")), not \(value.typeName)")
    }
    if let words = schema["enum"]?.array, !words.contains(value) {
      return tell("it must be one of \(words.map(shown).joined(separator: ", "))")
    }
    switch value {
    case .object(let members): look(members, schema, at: place, &faults)
    case .array(let elements):
      if let least = schema["minItems"]?.integer, elements.count < least {
        tell("it must have at least \(least) elements, not \(elements.count)")
      }
      if let most = schema["maxItems"]?.integer, elements.count > most {
        tell("it must have at most \(most) elements, not \(elements.count)")
      }
      guard let items = schema["items"] else { return }
      for (index, element) in elements.enumerated() {
        look(element, items, at: place + ["\(index)"], &faults)
      }
    case .string(let text):
      let length = text.unicodeScalars.count
      if let least = schema["minLength"]?.integer, length < least {
        tell(least == 1 ? "it must not be empty" : "it must have at least \(least) characters")
      }
      if let most = schema["maxLength"]?.integer, length > most {
        tell("it must have at most \(most) characters, not \(length)")
      }
    case .integer, .number:
      let number = value.double ?? .nan
      if let least = schema["minimum"]?.double, !(number >= least) {
        tell("it must be at least \(least)")
      }
      if let most = schema["maximum"]?.double, !(number <= most) {
        tell("it must be at most \(most)")
      }
    case .null, .bool: return
    }
  }

  private static func look(
    _ members: [String: JSONValue],
    _ schema: JSONValue,
    at place: [String],
    _ faults: inout [String]
  ) {
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
      faults.append("\(JSONPointer(tokens: place + [name])): it is missing")
    }
    let known = schema["properties"]?.object ?? [:]
    let isClosed = schema["additionalProperties"] == false
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      if let schema = known[name] {
        look(member, schema, at: place + [name], &faults)
      } else if isClosed {
        faults.append("\(JSONPointer(tokens: place + [name])): there is no such member")
      }
    }
  }

  private static func types(_ value: JSONValue) -> [String] {
    value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
  }

  private static func shown(_ value: JSONValue) -> String {
    String(decoding: JSONWriter.canonical(value), as: UTF8.self)
  }
}

extension JSONValue {
  fileprivate func `is`(_ type: String) -> Bool {
    switch (type, self) {
    case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer),
      ("number", .number), ("string", .string), ("array", .array), ("object", .object):
      true
    default: false
    }
  }

  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
