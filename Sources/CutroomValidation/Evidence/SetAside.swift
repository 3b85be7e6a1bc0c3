package import CutroomModel

/// Bytes that the store could not use and kept for people, beside what took their place.
package struct SetAside: Hashable, Sendable {
  /// Where they are.
  package var path: ProjectPath
  package var size: Int64

  package init(path: ProjectPath, size: Int64) {
    self.path = path
    self.size = size
  }

  private static let mark = ".corrupt-"

  /// Whether a path has the name of such a file.
  static func isOne(_ path: ProjectPath) -> Bool { path.name.contains(mark) }

  /// The file whose place they had.
  var original: String {
    let name = path.name
    guard let mark = name.firstRange(of: Self.mark) else { return path.description }
    return path.sibling(String(name[..<mark.lowerBound]))
  }
}
