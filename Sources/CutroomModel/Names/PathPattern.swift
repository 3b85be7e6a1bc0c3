/// A glob over paths: `*`, `?`, `[…]` within a part, `**` for any number of parts.
///
/// Names that begin with a dot are never matched by a wildcard.
package struct PathPattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package let parts: [String]

  /// Takes a relative pattern; nil where it is empty, absolute or climbs with `..`.
  package init?(_ text: String) {
    let parts = Self.parts(of: text)
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
    let names = Self.parts(of: path)
    let matchers = parts.map { $0 == "**" ? nil : NameMatcher($0) }
    return PairTable.canReachEnd(parts.count, names.count) { row, column in
      let name = column < names.count ? names[column] : nil
      guard row < parts.count else { return [] }
      guard let matcher = matchers[row] else {
        return name?.hasPrefix(".") == false ? [.skipLeft, .skipRight] : [.skipLeft]
      }
      return name.map(matcher.matches) == true ? [.skipBoth] : []
    }
  }

  /// Whether some path could match both patterns.
  ///
  /// Takes time in proportion to the product of the two lengths.
  package func overlaps(_ other: PathPattern) -> Bool {
    PairTable.canReachEnd(parts.count, other.parts.count) { row, column in
      let left = row < parts.count ? parts[row] : nil
      let right = column < other.parts.count ? other.parts[column] : nil
      var ways = PairTable.Ways.open(left == "**", right == "**", left != nil, right != nil)
      if ways.isEmpty, let left, let right, NameOverlap.overlaps(left, right) { ways = .skipBoth }
      return ways
    }
  }

  package static func hasWildcard(_ part: String) -> Bool {
    part.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  /// Cut at every slash byte: a combining mark after a slash does not hide it.
  private static func parts(of text: String) -> [String] {
    text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map { String($0) ?? "" }
  }
}
