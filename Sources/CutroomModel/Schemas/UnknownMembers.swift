/// Members of a document that this program does not know, and that a rewrite must not drop.
package enum UnknownMembers {
  /// The new value of a document with what the old one had beyond its kind's schema: at the top,
  /// in objects that both have, and in elements of a list that have the same `id`.
  ///
  /// A member that the schema knows is never carried: where the new value lacks it, it is gone.
  package static func carry(
    from old: JSONValue,
    into new: JSONValue,
    kind: DocumentKind
  ) -> JSONValue {
    carry(from: old, into: new, DocumentSchema.of(kind).value)
  }

  private static func carry(
    from old: JSONValue,
    into new: JSONValue,
    _ schema: JSONValue
  ) -> JSONValue {
    switch (old, new) {
    case (.object(let before), .object(var members)):
      guard let known = schema["properties"]?.object else { return new }
      for (name, value) in before {
        guard let inner = known[name] else {
          members[name] = members[name] ?? value
          continue
        }
        if let next = members[name] {
          members[name] = carry(from: value, into: next, inner)
        } else if name == "metadata", inner["properties"] == nil {
          // What stands in here is nobody's but the user's.
          members[name] = value
        }
      }
      return .object(members)
    case (.array(let before), .array(let elements)):
      guard let inner = schema["items"], let byID = identified(before) else { return new }
      return .array(
        elements.map { element in
          guard let id = element["id"]?.string, let twin = byID[id] else { return element }
          return carry(from: twin, into: element, inner)
        }
      )
    default: return new
    }
  }

  /// Elements by their `id`; nil where one has none, or two have the same.
  private static func identified(_ elements: [JSONValue]) -> [String: JSONValue]? {
    var found: [String: JSONValue] = [:]
    for element in elements {
      guard let id = element["id"]?.string, found.updateValue(element, forKey: id) == nil else {
        return nil
      }
    }
    return found
  }
}
