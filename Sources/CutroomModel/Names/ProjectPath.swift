/// A path inside a project (or a workspace): relative, POSIX, without `.`, `..` or empty parts.
package struct ProjectPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let description: String
  /// How many bytes come before the last part.
  private let nameOffset: Int

  /// Takes a safe relative path; nil for any other.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= 1024 else { return nil }
    var length = 0
    var count = 0
    var isDots = true
    for byte in text.utf8 {
      count += 1
      guard byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\\") else { return nil }
      if byte == UInt8(ascii: "/") {
        guard Self.isPart(length: length, isDots: isDots) else { return nil }
        length = 0
        isDots = true
      } else {
        length += 1
        isDots = isDots && byte == UInt8(ascii: ".")
      }
    }
    guard Self.isPart(length: length, isDots: isDots) else { return nil }
    description = text
    nameOffset = count - length
  }

  /// Two names are one where their bytes are: a file system does not know Unicode's equivalences.
  package static func == (left: ProjectPath, right: ProjectPath) -> Bool {
    left.description.utf8.elementsEqual(right.description.utf8)
  }

  private static func isPart(length: Int, isDots: Bool) -> Bool {
    length > 0 && length <= 240 && !(isDots && length <= 2)
  }

  /// The folder the path is in; empty at the top.
  package var folder: String {
    nameOffset == 0 ? "" : String(description[..<index(nameOffset - 1)])
  }

  /// What a name in the same folder is called.
  package func sibling(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

  /// The last part.
  package var name: String {
    nameOffset == 0 ? description : String(description[index(nameOffset)...])
  }

  private func index(_ offset: Int) -> String.Index {
    description.utf8.index(description.startIndex, offsetBy: offset)
  }

  /// The last part without its extension.
  package var stem: String {
    let name = name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The extension without its dot; empty where there is none.
  package var suffix: String {
    let name = name
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return String(name[name.index(after: dot)...])
  }

  /// Whether the path names a JSON document.
  package var isJSON: Bool { description.hasSuffix(".json") }

  package static func < (left: ProjectPath, right: ProjectPath) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
