/// What a person types to name an entry: the first digits of its hash, with or without its kind before.
package struct CacheKeyPattern: Equatable, Sendable {
  /// Fewer digits may soon fit another entry too.
  package static let fewestDigits = 8

  private let kind: CacheKind?
  private let digits: String

  /// Reads `kind/digits` or `digits`, eight to 64 of them; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last, (Self.fewestDigits...64).contains(last.utf8.count),
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    switch parts.count {
    case 1: kind = nil
    case 2:
      guard let named = CacheKind(rawValue: parts[0]) else { return nil }
      kind = named
    default: return nil
    }
    digits = last
  }

  package func matches(_ key: CacheKey) -> Bool {
    (kind ?? key.kind) == key.kind && key.digest.description.hasPrefix(digits)
  }
}
