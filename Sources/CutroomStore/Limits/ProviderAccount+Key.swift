package import CutroomModel
import CutroomSystem

extension ProviderAccount {
  /// The account of a key, which only its hash is kept of: 16 hexadecimal digits of the SHA-256 of
  /// the line `cutroom key 1` and the key.
  package init(provider: String, secret: String?) {
    let bytes = secret.map { SHA256.hash(Array("cutroom key 1\n\($0)".utf8)) }
    let digest = bytes.flatMap { Digest(bytes: $0) }
    self.init(provider: provider, key: digest.map { String($0.description.prefix(16)) })
  }
}
