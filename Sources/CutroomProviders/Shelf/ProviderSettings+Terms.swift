package import CutroomModel

// What a provider says of itself, and what the settings say instead.
extension ProviderSettings {
  /// The limits that are kept with a provider.
  package func limits(of provider: any Provider) -> [RateLimit] {
    limits ?? provider.documentedLimits
  }

  /// Whether what is asked of a provider may cost money.
  package func isPaid(_ provider: any Provider) -> Bool {
    provider.capabilities.isPaid || price != nil
  }
}
