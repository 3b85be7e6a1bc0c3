package import CutroomModel
package import CutroomSystem

/// The way from a service's translator to the web.
package protocol WebTransport: Sendable {
  /// Sends a request and writes the body of an answer that succeeds to `output`.
  ///
  /// Throws `WebFailure` where no answer came, `WorkerFailure` where nobody could ask.
  func exchange(
    _ exchange: WebExchange,
    body: [UInt8]?,
    to output: borrowing Descriptor
  ) throws -> WebReply

  /// The same, for requests that fail with `cancelled` once `cancellation` is cancelled.
  func stopped(by cancellation: Cancellation) -> Self
}
