/// Why an exchange has no answer.
package struct WebFailure: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  package var error: FetchError
  /// Whether some of the request was sent, so that the server may have acted on it.
  package var mayHaveArrived: Bool

  package init(_ error: FetchError, mayHaveArrived: Bool) {
    self.error = error
    self.mayHaveArrived = mayHaveArrived
  }

  package var description: String { "\(error)" }
}
