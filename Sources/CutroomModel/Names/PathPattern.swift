/// A glob over paths: `*`, `?`, `[…]` within a part, `**` for any number of parts.
///
/// Names that begin with a dot are never matched by a wildcard.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package let parts: [String]

  /// Takes a relative pattern; nil where it is empty, absolute or climbs with `..`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard !text.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      return nil
    }
    self.description = text
    self.parts = parts
  }

  /// Whether the pattern stands for one path only.
  package var isLiteral: Bool { !parts.contains(where: Self.hasWildcard) }

  /// The parts before the first wildcard: the folder to look in.
  package var root: [String] { Array(parts.dropLast().prefix { !Self.hasWildcard($0) }) }

  /// Whether a path matches.
  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return Self.match(parts[...], names[...])
  }

  /// Whether some path could match both patterns.
  package func overlaps(_ other: PathPattern) -> Bool {
    Self.overlap(parts[...], other.parts[...])
  }

  package static func hasWildcard(_ part: String) -> Bool {
    part.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  private static func match(_ parts: ArraySlice<String>, _ names: ArraySlice<String>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == "**" {
      if match(parts.dropFirst(), names) { return true }
      guard let name = names.first, !name.hasPrefix(".") else { return false }
      return match(parts, names.dropFirst())
    }
    guard let name = names.first, NameMatcher(part).matches(name) else { return false }
    return match(parts.dropFirst(), names.dropFirst())
  }

  private static func overlap(_ left: ArraySlice<String>, _ right: ArraySlice<String>) -> Bool {
    if left.first == "**" { return anyDepth(left, right) }
    if right.first == "**" { return anyDepth(right, left) }
    guard let first = left.first, let second = right.first else {
      return left.isEmpty && right.isEmpty
    }
    return overlapNames(Array(first.unicodeScalars)[...], Array(second.unicodeScalars)[...])
      && overlap(left.dropFirst(), right.dropFirst())
  }

  private static func anyDepth(_ deep: ArraySlice<String>, _ other: ArraySlice<String>) -> Bool {
    if overlap(deep.dropFirst(), other) { return true }
    guard !other.isEmpty else { return false }
    return overlap(deep, other.dropFirst())
  }

  // Where both sides are open (a bracket, a question mark) they may be the same scalar here: an edge
  // too many costs order, an edge too few costs truth.
  private static func overlapNames(
    _ left: ArraySlice<Unicode.Scalar>,
    _ right: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    if left.isEmpty, right.isEmpty { return true }
    if left.first == "*" {
      return overlapNames(left.dropFirst(), right)
        || (!right.isEmpty && overlapNames(left, right.dropFirst()))
    }
    if right.first == "*" { return overlapNames(right, left) }
    guard let first = left.first, let second = right.first else { return false }
    let isLeftOpen = first == "?" || first == "["
    let isRightOpen = second == "?" || second == "["
    let mayBeSame =
      switch (isLeftOpen, isRightOpen) {
      case (true, true): true
      case (true, false): NameMatcher.consume(left, second) != nil
      case (false, true): NameMatcher.consume(right, first) != nil
      case (false, false): first == second
      }
    return mayBeSame && overlapNames(afterOne(left), afterOne(right))
  }

  private static func afterOne(_ part: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    guard part.first == "[", let end = part.dropFirst(2).firstIndex(of: "]") else {
      return part.dropFirst()
    }
    return part[(end + 1)...]
  }
}
