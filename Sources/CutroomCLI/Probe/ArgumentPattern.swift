import CutroomModel

/// A pattern that a shell left alone, such as `'clips/**/*.mp4'`.
struct ArgumentPattern {
  private let argument: String
  /// The parts before the first wildcard, as the user wrote them, with a slash at the end.
  private let prefix: String
  private let pattern: PathPattern

  /// Nil for what is no pattern.
  init?(_ argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.firstIndex(where: PathPattern.hasWildcard),
      let pattern = PathPattern(parts[first...].joined(separator: "/"))
    else { return nil }
    self.argument = argument
    self.pattern = pattern
    prefix = parts[..<first].map { "\($0)/" }.joined()
  }

  /// The files that match.
  var search: FileSearch {
    let depth = pattern.parts.contains("**") ? FileSearch.deepest : pattern.parts.count
    let root = prefix.isEmpty ? "." : prefix
    return FileSearch(root: root, prefix: prefix, name: argument, depth: depth) { [pattern] path in
      pattern.matches(path)
    }
  }
}
