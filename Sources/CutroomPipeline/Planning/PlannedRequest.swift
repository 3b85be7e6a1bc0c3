package import CutroomModel

/// A request to a provider that an item is going to make.
package struct PlannedRequest: Sendable, Equatable {
  package var provider: String
  /// About how many characters are sent.
  package var characters: Int
  /// Nil where the settings have no price for the provider.
  package var cost: Cost?

  package init(provider: String, characters: Int) {
    self.provider = provider
    self.characters = characters
  }
}

/// Requests of a stage that nobody can count beforehand.
package struct UnknownRequests: Sendable, Equatable {
  package var stage: String
  /// Whom the stage may ask, by their names in the settings.
  package var providers: [String]
  /// The stage that must have run before they can be counted; nil where they show only as they are
  /// made.
  package var after: String?
}

extension Plan {
  /// The requests of what is going to run.
  package var requests: [PlannedRequest] { entries.compactMap(\.request) }

  /// What they come to, by currency, at most: what is in the cache costs nothing.
  package var costs: [Cost] {
    Dictionary(grouping: requests.compactMap(\.cost), by: \.currency)
      .compactMap { $1.dropFirst().reduce($1[0], +) }.sorted { $0.currency < $1.currency }
  }
}
