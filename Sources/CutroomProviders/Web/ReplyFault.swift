import CutroomModel

/// A reply that is no success, on its way to a fault.
struct ReplyFault {
  /// What the service is called, for people.
  var service: String
  var status: Int
  /// What the service says itself; empty where it says nothing.
  var words: String
  /// Of the reply, names in small letters.
  var headers: [String: String]
  /// Nil where the service does not tell.
  var retryAfterMs: Int64?
  /// Whether the work costs money.
  var isPaid: Bool

  init(_ service: String, _ reply: WebReply, _ words: String?, now: Instant, isPaid: Bool) {
    self.service = service
    status = reply.status
    self.words = Self.shortened(words ?? "")
    headers = reply.headers
    retryAfterMs = RetryTime.after(reply, now: now)
    self.isPaid = isPaid
  }

  /// What the status means by RFC 9110; services whose own words say more look there first.
  var fault: ProviderFault {
    switch status {
    case 300...399:
      fault(.badAnswer, "redirects elsewhere (\(status)): put the address behind it into baseURL")
    case 401, 402, 403, 407: fault(.auth, "refuses the key (\(status))")
    case 404, 410: fault(.notFound, "has no such thing (\(status))")
    case 408, 502, 504, 520...530:
      // The gateway has lost the answer; the service behind it may have done the work.
      fault(.server, "lost the answer (\(status))", mayBeCharged: isPaid)
    case 429: fault(.rateLimit, "was asked too often")
    case 500...: fault(.server, "failed (\(status))")
    default: fault(.invalidInput, "refuses the request (\(status))")
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

  private static func shortened(_ words: String) -> String {
    let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 300 ? line.prefix(300) + "…" : line
  }
}
