/// Whose requests are counted together: those of one provider with one key.
package struct ProviderAccount: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let provider: String
  /// The beginning of the key's hash; nil where there is no key.
  package let key: String?

  package init(provider: String, key: String? = nil) {
    self.provider = provider
    self.key = key
  }

  package var description: String { key.map { "\(provider) (key \($0))" } ?? provider }

  package static func < (left: ProviderAccount, right: ProviderAccount) -> Bool {
    (left.provider, left.key ?? "") < (right.provider, right.key ?? "")
  }
}
