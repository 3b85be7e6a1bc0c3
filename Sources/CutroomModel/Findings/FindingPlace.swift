/// A finding's path in its two halves: the file, and the place inside it.
package struct FindingPlace: Equatable, Sendable {
  package let file: String
  /// A JSON pointer; nil where the file as a whole is meant.
  package let pointer: String?

  package init(_ finding: Finding) { self.init(path: finding.path) }

  /// Takes a path such as a finding has, `timeline.json#/visuals/1`.
  package init(path: String) {
    // A pointer begins with a slash, and a name may hold the sign that comes before it.
    guard let mark = path.firstRange(of: "#/") else {
      file = path
      pointer = nil
      return
    }
    file = String(path[..<mark.lowerBound])
    pointer = String(path[path.index(after: mark.lowerBound)...])
  }

  /// The pointer's parts.
  package var parts: [Substring] { pointer?.dropFirst().split(separator: "/") ?? [] }
}
