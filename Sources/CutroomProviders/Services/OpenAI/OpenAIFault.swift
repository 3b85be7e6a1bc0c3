import CutroomModel

/// What `{"error": {"message", "type", "code"}}` means.
enum OpenAIFault {
  /// What the service says itself; servers of others write the error as a text.
  static func words(of body: JSONValue?) -> String? {
    body?["error"]?.text("message") ?? body?.text("error") ?? body?.text("message")
      ?? body?.text("detail")
  }

  static func fault(_ reply: ReplyFault, error: JSONValue?) -> ProviderFault {
    let names = [error?.text("code"), error?.text("type")].compactMap(\.self)
    if reply.status == 429 || reply.status == 403, names.contains("insufficient_quota") {
      return reply.fault(.auth, "has no credit left for this key (insufficient_quota)")
    }
    guard reply.status == 429 else { return reply.fault }
    var reply = reply
    reply.retryAfterMs = reply.retryAfterMs ?? reset(reply.headers)
    return reply.fault
  }

  /// The longest wait among what is used up; where nothing says that it is, among all.
  static func reset(_ headers: [String: String]) -> Int64? {
    let kinds = ["requests", "tokens"]
    let used = kinds.filter { headers["x-ratelimit-remaining-\($0)"] == "0" }
    let waits = (used.isEmpty ? kinds : used).compactMap { kind in
      headers["x-ratelimit-reset-\(kind)"].flatMap(RetryTime.span)
    }
    return waits.max()
  }
}
