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

extension ItemSpec {
  /// Whom the item asks, whatever the settings call them; nil where it asks nobody of its own.
  var askedProviders: String? {
    let asked = inputs.compactMap { input -> String? in
      guard case .value(_, let identity, _) = input, input.provider != nil else { return nil }
      return identity?.string
    }
    return asked.isEmpty ? nil : asked.joined(separator: " ")
  }
}
