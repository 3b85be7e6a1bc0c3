import CutroomModel

/// A reply that is no success, on its way to a fault.
struct ReplyFault {
  /// Who answered, for people.
  var service: String
  var status: Int
  /// What the service says itself, secrets and all; empty where it says nothing.
  var words: String
  /// Of the reply, names in small letters.
  var headers: [String: String]
  /// Nil where the service does not tell.
  var retryAfterMs: Int64?
  /// Whether the work costs money.
  var isPaid: Bool

  init(
    _ service: String,
    _ reply: WebReply,
    _ words: String? = nil,
    now: Instant,
    isPaid: Bool = false
  ) {
    self.service = service
    status = reply.status
    self.words = words ?? ""
    headers = reply.headers
    retryAfterMs = reply.retryAfterMs(now: now)
    self.isPaid = isPaid
  }

  /// What the status means by RFC 9110; services whose own words say more look there first.
  var fault: ProviderFault {
    switch status {
    case 301, 302, 303, 307, 308: fault(.redirected, "redirects elsewhere (\(status))")
    case 401, 402, 403, 407: fault(.auth, "does not let in (\(status))")
    case 404, 410: fault(.notFound, "has no such thing (\(status))")
    case 408, 502, 504, 520...530:
      // The gateway has lost the answer; the service behind it may have done the work.
      fault(.server, "lost the answer (\(status))", mayBeCharged: isPaid)
    case 429: fault(.rateLimit, "was asked too often")
    case 503 where retryAfterMs != nil: fault(.rateLimit, "cannot answer now (503)")
    case 425, 500...: fault(.server, "failed (\(status))")
    case 400...499: fault(.invalidInput, "refuses the request (\(status))")
    default: fault(.badAnswer, "answered \(status)")
    }
  }

  func fault(
    _ code: ProviderFault.Code,
    _ what: String,
    mayBeCharged: Bool = false
  ) -> ProviderFault {
    ProviderFault(
      code,
      "\(service) \(what)" + (words.isEmpty ? "" : ": \(words)"),
      retryAfterMs: code == .rateLimit || code == .server ? retryAfterMs : nil,
      mayBeCharged: mayBeCharged
    )
  }
}
