package import CutroomModel

extension ProviderFault {
  /// Why an answer that is no success brings nothing; `host` is for the message.
  package init(_ reply: WebReply, from host: String, now: Instant) {
    let wait = reply.retryAfterMs(now: now)
    let said = "\(host) answered \(reply.status)"
    switch reply.status {
    case 429: self.init(.rateLimit, "\(said): too many requests", retryAfterMs: wait)
    case 503 where wait != nil: self.init(.rateLimit, "\(said): not now", retryAfterMs: wait)
    case 401, 402, 403, 407: self.init(.auth, "\(said): the key or the address does not let in")
    case 404, 410: self.init(.notFound, "\(said): it is not there")
    case 408, 425, 500...: self.init(.server, said, retryAfterMs: wait)
    case 400, 413, 414, 422: self.init(.invalidInput, "\(said): it does not take the request")
    default: self.init(.badAnswer, said)
    }
  }

  /// Why there is no answer.
  package init(_ failure: WebFailure, from host: String) {
    let code: Code =
      switch failure.error {
      case .cancelled: .cancelled
      case .offline: .offline
      case .malformedURL, .malformedField: .invalidInput
      case .network, .timeout, .untrusted, .worker, .output: .network
      case .status, .badAnswer, .refusedPeer, .refusedScheme, .tooLarge, .tooManyRedirects:
        .badAnswer
      }
    self.init(code, "\(host): \(failure)", mayBeCharged: failure.mayHaveArrived)
  }
}
