/// A request that a provider may charge for, and whose answer is not safe yet.
package struct PurchaseIntent: Equatable, Sendable {
  package var key: ItemKey
  /// SHA-256 of the item's fingerprint: another one asks for something else.
  package var fingerprint: Digest
  /// Where the answer will be in the cache; its digest is the idempotency key.
  package var request: CacheKey
  package var provider: String
  /// Whether the provider may be asked again and charges once.
  package var isIdempotent: Bool
  /// The name under which the provider took the work on; it can be asked how far that is.
  package var job: String?
  /// Microseconds since 1970.
  package var at: Int64

  package init(
    key: ItemKey,
    fingerprint: Digest,
    request: CacheKey,
    provider: String,
    isIdempotent: Bool,
    job: String? = nil,
    at: Int64
  ) {
    self.key = key
    self.fingerprint = fingerprint
    self.request = request
    self.provider = provider
    self.isIdempotent = isIdempotent
    self.job = job
    self.at = at
  }

  /// Whether nobody can tell if it was bought: to ask again may pay twice.
  package var isUndecided: Bool { !isIdempotent && job == nil }
}
