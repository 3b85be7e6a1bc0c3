import CutroomModel

/// The part of JSON Schema that `"strict": true` takes: every object closed, every member required.
enum StrictSchema {
  static func isStrict(_ schema: JSONValue) -> Bool {
    switch schema {
    case .object(let members):
      if let properties = members["properties"]?.object {
        let required = Set((members["required"]?.array ?? []).compactMap(\.string))
        guard required == Set(properties.keys), members["additionalProperties"] == false else {
          return false
        }
        // Names of members are no words of the schema language.
        guard properties.values.allSatisfy(isStrict) else { return false }
      } else if isObject(members["type"]) {
        return false
      }
      return members.filter { $0.key != "properties" && $0.key != "enum" && $0.key != "const" }
        .values.allSatisfy(isStrict)
    case .array(let elements): return elements.allSatisfy(isStrict)
    default: return true
    }
  }

  private static func isObject(_ type: JSONValue?) -> Bool {
    type == "object" || type?.array?.contains("object") == true
  }
}
