import CutroomModel

extension ProjectPath {
  /// A path that is written in the source; one that is not safe is a mistake of the program.
  static func known(_ text: StaticString) -> ProjectPath {
    guard let path = ProjectPath("\(text)") else {
      preconditionFailure("\"\(text)\" is no path of a project")
    }
    return path
  }
}

extension [PathPattern] {
  /// Patterns that are written in the source; one that is not relative is a mistake of the program.
  static func known(_ texts: StaticString...) -> [PathPattern] {
    texts.map { text in
      guard let pattern = PathPattern("\(text)") else {
        preconditionFailure("\"\(text)\" is no pattern of paths")
      }
      return pattern
    }
  }
}
