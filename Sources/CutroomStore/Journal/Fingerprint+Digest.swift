package import CutroomModel

extension Fingerprint {
  /// The SHA-256 that stands for the whole.
  package var digest: Digest { Digest(sha256: canonicalBytes) }
}
