/// One part of a path pattern, ready to be held against many names.
package struct NameMatcher: Sendable {
  private let scalars: [Unicode.Scalar]
  private let mayMatchDotNames: Bool
  /// The text before and after the only `*`, for the commonest patterns.
  private let ends: (prefix: [UInt8], suffix: [UInt8])?

  package init(_ part: String) {
    scalars = Array(part.unicodeScalars)
    mayMatchDotNames = part.hasPrefix(".")
    let halves = part.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    let isPlain = !part.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    ends = halves.count == 2 && isPlain ? (Array(halves[0]), Array(halves[1])) : nil
  }

  /// Whether a name matches; one that begins with a dot needs a pattern that does.
  package func matches(_ name: String) -> Bool {
    if !mayMatchDotNames, name.utf8.first == UInt8(ascii: ".") { return false }
    guard let ends else { return Self.match(scalars[...], Array(name.unicodeScalars)[...]) }
    return name.utf8.count >= ends.prefix.count + ends.suffix.count
      && name.utf8.starts(with: ends.prefix)
      && name.utf8.suffix(ends.suffix.count).elementsEqual(ends.suffix)
  }

  private static func match(
    _ pattern: ArraySlice<Unicode.Scalar>,
    _ name: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    var pattern = pattern
    var name = name
    var retry: (pattern: ArraySlice<Unicode.Scalar>, name: ArraySlice<Unicode.Scalar>)?
    while true {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
        continue
      }
      if let scalar = name.first, let rest = consume(pattern, scalar) {
        pattern = rest
        name = name.dropFirst()
        continue
      }
      if name.isEmpty, pattern.isEmpty { return true }
      guard let last = retry, !last.name.isEmpty else { return false }
      retry = (last.pattern, last.name.dropFirst())
      pattern = last.pattern
      name = last.name.dropFirst()
    }
  }

  /// What is left of a pattern once its first element has matched `scalar`; nil where it does not.
  static func consume(
    _ pattern: ArraySlice<Unicode.Scalar>,
    _ scalar: Unicode.Scalar
  ) -> ArraySlice<Unicode.Scalar>? {
    guard let first = pattern.first else { return nil }
    switch first {
    case "?": return pattern.dropFirst()
    case "[":
      guard let end = pattern.dropFirst(2).firstIndex(of: "]") else {
        return scalar == "[" ? pattern.dropFirst() : nil
      }
      let set = pattern[(pattern.startIndex + 1)..<end]
      return contains(set, scalar) ? pattern[(end + 1)...] : nil
    default: return first == scalar ? pattern.dropFirst() : nil
    }
  }

  private static func contains(_ set: ArraySlice<Unicode.Scalar>, _ scalar: Unicode.Scalar) -> Bool
  {
    let isNegated = set.first == "!" || set.first == "^"
    var rest = isNegated ? set.dropFirst() : set
    var isMember = false
    while let low = rest.popFirst() {
      if rest.first == "-", rest.count > 1 {
        rest = rest.dropFirst()
        if let high = rest.popFirst(), low.value <= scalar.value, scalar.value <= high.value {
          isMember = true
        }
      } else if low == scalar {
        isMember = true
      }
    }
    return isMember != isNegated
  }
}
