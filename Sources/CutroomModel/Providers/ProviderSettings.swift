/// A provider as `settings.providers` of a pipeline describes it.
package struct ProviderSettings: Hashable, Sendable {
  package enum Maker: Hashable, Sendable {
    /// One that cutroom speaks with by itself.
    case builtin(BuiltinService)
    /// A program and its arguments, started in the workspace.
    case program([String])
  }

  /// Where the key is; never the key itself.
  package enum Key: Hashable, Sendable {
    case environment(String)
    /// A file of the workspace, or an absolute path, that nobody else may read.
    case file(String)
  }

  package var name: String
  package var maker: Maker
  package var baseURL: String?
  package var key: Key?
  /// Of a program: raised by hand when it answers otherwise.
  package var codeVersion: Int
  package var allowsPrivateHosts: Bool
  /// Whether the service honours an idempotency key; nil: as the provider says itself.
  package var isIdempotent: Bool?
  /// What replaces the provider's own limits.
  package var limits: [RateLimit]?
  package var price: Price?

  package init(
    name: String,
    maker: Maker,
    baseURL: String? = nil,
    key: Key? = nil,
    codeVersion: Int = 0,
    allowsPrivateHosts: Bool = false,
    isIdempotent: Bool? = nil,
    limits: [RateLimit]? = nil,
    price: Price? = nil
  ) {
    self.name = name
    self.maker = maker
    self.baseURL = baseURL
    self.key = key
    self.codeVersion = codeVersion
    self.allowsPrivateHosts = allowsPrivateHosts
    self.isIdempotent = isIdempotent
    self.limits = limits
    self.price = price
  }
}

/// So many requests in so much time.
package struct RateLimit: Codable, Hashable, Sendable {
  package enum Span: String, Codable, CaseIterable, Hashable, Sendable {
    case second, minute, hour, day, month

    /// A month is a calendar month in UTC, and has none.
    package var seconds: Int64? {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .month: nil
      }
    }
  }

  package var requests: Int
  package var span: Span

  package init(_ requests: Int, per span: Span) {
    self.requests = requests
    self.span = span
  }
}

/// What a provider costs; all in millionths of the currency's unit.
package struct Price: Codable, Hashable, Sendable {
  /// ISO 4217.
  package var currency: String
  package var perRequest: Int64
  /// For each 1,000 characters sent.
  package var perThousandCharacters: Int64

  package init(currency: String, perRequest: Int64 = 0, perThousandCharacters: Int64 = 0) {
    self.currency = currency
    self.perRequest = perRequest
    self.perThousandCharacters = perThousandCharacters
  }
}
