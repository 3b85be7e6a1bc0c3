import CutroomModel

/// A finding's path in its two halves: the file, and the place inside it.
struct FindingPlace {
  let file: String
  /// A JSON pointer; nil where the file as a whole is meant.
  let pointer: String?

  init(_ finding: Finding) {
    // A pointer begins with a slash, and a name may hold the sign that comes before it.
    guard let mark = finding.path.firstRange(of: "#/") else {
      file = finding.path
      pointer = nil
      return
    }
    file = String(finding.path[..<mark.lowerBound])
    pointer = String(finding.path[finding.path.index(after: mark.lowerBound)...])
  }

  /// The pointer's parts.
  var parts: [Substring] { pointer?.dropFirst().split(separator: "/") ?? [] }
}
