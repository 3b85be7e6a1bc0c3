/// What a provider says of itself before it is asked for anything.
package struct ProviderCapabilities: Codable, Hashable, Sendable {
  /// The version of the contract that is spoken here.
  package static let contract = "1.0"

  package var contract: String
  /// Raised when the same request may get another answer: part of the keys of texts, speech, searches.
  package var version: String
  package var tasks: [ProviderTask]
  /// Whether it works without a network.
  package var isLocal: Bool
  /// Whether a request that is sent again with the same idempotency key is not charged again.
  package var isIdempotent: Bool
  /// Whether an answer costs money, or counts against an allowance.
  package var isPaid: Bool

  package init(
    contract: String = ProviderCapabilities.contract,
    version: String,
    tasks: [ProviderTask],
    isLocal: Bool = false,
    isIdempotent: Bool = false,
    isPaid: Bool = true
  ) {
    self.contract = contract
    self.version = version
    self.tasks = tasks
    self.isLocal = isLocal
    self.isIdempotent = isIdempotent
    self.isPaid = isPaid
  }
}

/// What a provider can be asked for.
package enum ProviderTask: String, Codable, CaseIterable, Hashable, Sendable {
  /// A JSON value made by a language model.
  case text
  /// A spoken line.
  case speech
  /// Pictures, clips or music that fit some words.
  case search
  /// The bytes of something that a search found and that has no address.
  case fetch
}
