/// The name of a project: `[a-z0-9][a-z0-9_-]{0,63}`.
package struct ProjectID: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// Takes a text that keeps the grammar; nil for any other.
  package init?(_ text: String) {
    guard Self.isValid(text) else { return nil }
    description = text
  }

  /// Stands for the id of a folder that tells none.
  package static let nameless = ProjectID(known: "folder")

  private init(known: String) { description = known }

  /// The default name of a new project, from its moment and eight random hexadecimal digits.
  package static func generated(milliseconds: Int64, random: String) -> ProjectID? {
    ProjectID("project-\(milliseconds)-\(random)")
  }

  /// Whether `text` may name a project, a stage, a topic or a track.
  package static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLowerAlphanumeric, text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { $0.isLowerAlphanumeric || $0 == 0x5F || $0 == 0x2D }
  }
}

extension UInt8 {
  fileprivate var isLowerAlphanumeric: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self)
  }
}
