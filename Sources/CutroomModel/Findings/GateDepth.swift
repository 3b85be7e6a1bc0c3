/// How hard the gate looks.
package enum GateDepth: String, Hashable, Sendable, Codable, CaseIterable {
  /// Trusts what is remembered of unchanged files; opens only documents, and none where nothing at
  /// all has changed since the last check.
  case quick
  /// Hashes what changed, reads the headers and packets of media, decodes takes.
  case normal
  /// Reads every byte again and decodes every media file whole.
  case deep
}
