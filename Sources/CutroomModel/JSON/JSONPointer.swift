/// A place inside a JSON value (RFC 6901).
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
  package let tokens: [String]

  /// Reads `""` or `/a/0/b~1c`; nil where the text is no pointer.
  package init?(_ text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    var tokens: [String] = []
    for raw in text.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let token = Self.unescape(raw) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  package init(tokens: [String]) { self.tokens = tokens }

  package var description: String {
    tokens.map { token in
      let escaped = token.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }
      return "/" + escaped.joined()
    }.joined()
  }

  /// The value at this place; nil where there is none.
  package func resolve(in value: JSONValue) -> JSONValue? {
    var current = value
    for token in tokens {
      switch current {
      case .object(let members):
        guard let member = members[token] else { return nil }
        current = member
      case .array(let elements):
        guard let index = Self.arrayIndex(token), index < elements.count else { return nil }
        current = elements[index]
      default: return nil
      }
    }
    return current
  }

  private static func arrayIndex(_ token: String) -> Int? {
    guard token == "0" || !token.hasPrefix("0"), token.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(token)
  }

  private static func unescape(_ raw: Substring) -> String? {
    var token = ""
    var characters = raw.makeIterator()
    while let character = characters.next() {
      guard character == "~" else {
        token.append(character)
        continue
      }
      switch characters.next() {
      case "0": token.append("~")
      case "1": token.append("/")
      default: return nil
      }
    }
    return token
  }
}
