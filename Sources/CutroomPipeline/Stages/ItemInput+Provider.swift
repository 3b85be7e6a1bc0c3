package import CutroomModel

extension ItemInput {
  private static let prefix = "provider."

  /// What results of a provider depend on.
  package static func provider(_ settings: ProviderSettings) -> ItemInput {
    .value(name: prefix + settings.name, .string(settings.identity), from: nil)
  }

  /// The name of the provider that it is about; nil for all else.
  var provider: String? {
    guard case .value(let name, _, nil) = self, name.hasPrefix(Self.prefix) else { return nil }
    return String(name.dropFirst(Self.prefix.count))
  }
}
