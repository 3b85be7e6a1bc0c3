package import CutroomModel

extension ProviderDesk {
  /// The bytes of a candidate: downloaded, probed whole, and kept in the cache.
  package func take(_ candidate: Candidate, _ asking: Asking) throws -> BoughtFile {
    throw ProviderFault(.invalidInput, "\(asking.provider) cannot be asked for files yet")
  }
}
