/// What an entry is of, as far as those want to know who look at a list.
package struct CacheSubject: Equatable, Sendable {
  private static let names = [
    "provider", "asset", "rendition", "url", "voice", "text", "maker",
  ]

  /// Strings only, by their names.
  package let members: [String: JSONValue]

  /// Looks in what a maker said of an entry: at its `request`, then at the rest.
  package init(_ about: JSONValue) {
    var members: [String: JSONValue] = [:]
    for name in Self.names {
      guard let text = about["request"]?[name]?.string ?? about[name]?.string else { continue }
      members[name] = .string(text)
    }
    self.members = members
  }

  /// One line for people; nil where nothing is known.
  package var line: String? {
    let thing = ["text", "asset", "url", "maker"].lazy.compactMap { members[$0]?.string }.first
    let parts = [members["provider"]?.string, members["voice"]?.string, thing]
    let words = parts.compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
