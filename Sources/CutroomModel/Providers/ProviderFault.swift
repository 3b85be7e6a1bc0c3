/// Why a provider brought nothing.
package struct ProviderFault: Error, Codable, Hashable, Sendable {
  package enum Code: String, Codable, CaseIterable, Hashable, Sendable {
    case rateLimit = "rate-limit"
    case auth
    case invalidInput = "invalid-input"
    case network
    case server
    case notFound = "not-found"
    /// The answer does not keep the provider's own protocol, or not what was asked of it.
    case badAnswer = "bad-answer"
    /// It leads to a private address, which is not to be asked.
    case privateAddress = "private-address"
    /// It answered that something else is to be asked.
    case redirected
    /// It was told to stop.
    case cancelled
    /// Nothing may go over a network.
    case offline
    /// The request would cost more than is left.
    case overBudget = "over-budget"
    /// Its price is of another currency than the budget.
    case otherCurrency = "other-currency"
    /// There is a budget, and nobody knows what a request costs.
    case noPrice = "no-price"
    /// The request was sent before, and nobody can tell whether it was bought.
    case undecided = "purchase-undecided"
  }

  package var code: Code
  /// For people; holds no secret.
  package var message: String
  /// Milliseconds to wait before asking again.
  package var retryAfterMs: Int64?
  /// Whether the provider may have done the work, and charged for it, all the same.
  package var mayBeCharged: Bool

  package init(
    _ code: Code,
    _ message: String,
    retryAfterMs: Int64? = nil,
    mayBeCharged: Bool = false
  ) {
    self.code = code
    self.message = message
    self.retryAfterMs = retryAfterMs
    self.mayBeCharged = mayBeCharged
  }

  /// Whether doing the same again later may help.
  package var isTransient: Bool {
    switch code {
    case .rateLimit, .network, .server: true
    case .auth, .invalidInput, .notFound, .badAnswer, .privateAddress, .redirected, .cancelled,
      .offline, .overBudget, .otherCurrency, .noPrice, .undecided:
      false
    }
  }
}
