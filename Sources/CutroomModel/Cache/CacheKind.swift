/// The parts of the cache, by the folder that each has.
package enum CacheKind: String, CaseIterable, Hashable, Sendable, Codable {
  /// Pictures, clips and music from providers.
  case media
  /// Spoken lines.
  case tts
  /// Results of any other item.
  case items

  /// What stands for the kind in the index.
  package var code: UInt8 {
    switch self {
    case .media: 1
    case .tts: 2
    case .items: 3
    }
  }

  package init?(code: UInt8) {
    guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = kind
  }

  /// Whether an entry may have cost money, so that a power cut must not take it.
  package var isBought: Bool { self != .items }
}
