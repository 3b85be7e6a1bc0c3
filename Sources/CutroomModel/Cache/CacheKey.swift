/// What an entry of the cache is found by.
package struct CacheKey: Hashable, Sendable, CustomStringConvertible {
  package let kind: CacheKind
  /// SHA-256 of a request's canonical bytes.
  package let digest: Digest

  package init(kind: CacheKind, digest: Digest) {
    self.kind = kind
    self.digest = digest
  }

  /// Reads `kind/digest`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = CacheKind(rawValue: String(parts[0])),
      let digest = Digest(String(parts[1]))
    else { return nil }
    self.init(kind: kind, digest: digest)
  }

  package var description: String { "\(kind.rawValue)/\(digest)" }
}
