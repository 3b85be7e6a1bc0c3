import CutroomModel

extension RunRecord {
  init?(_ reader: RecordReader) {
    guard let id = reader.text("run"), let command = reader.text("command"),
      let pid = reader.whole("pid"), let host = reader.text("host"), let at = reader.whole("at"),
      let finishedAt = reader.optional("finishedAt", \.integer),
      let outcome = reader.optional("outcome", \.string)
    else { return nil }
    self.init(
      id: id,
      command: command,
      pid: Int32(truncatingIfNeeded: pid),
      host: host,
      startedAt: at,
      selection: reader.json["selection"] ?? .null,
      finishedAt: finishedAt,
      outcome: outcome
    )
  }
}

extension ItemFailure {
  init?(_ reader: RecordReader) {
    guard let code = reader.text("code"), let message = reader.text("message") else { return nil }
    self.init(
      code: code,
      message: message,
      isRetryable: reader.json["retryable"]?.bool ?? false,
      log: reader.text("log")
    )
  }

  func json(key: ItemKey, run: String, at: Int64) -> JSONValue {
    var value: JSONValue = [
      "type": "failed", "stage": .string(key.stage), "item": .string(key.item),
      "code": .string(code), "message": .string(message), "retryable": .bool(isRetryable),
      "run": .string(run), "at": .integer(at),
    ]
    if let log { value["log"] = .string(log) }
    return value
  }
}

extension PurchaseIntent {
  init?(_ reader: RecordReader) {
    guard let key = reader.key, let fingerprint = reader.digest("fingerprint"),
      let request = reader.request, let provider = reader.text("provider"),
      let at = reader.whole("at"), let job = reader.optional("job", \.string)
    else { return nil }
    self.init(
      key: key,
      fingerprint: fingerprint,
      request: request,
      provider: provider,
      isIdempotent: reader.json["idempotent"]?.bool ?? false,
      job: job,
      at: at
    )
  }

  var json: JSONValue {
    var value: JSONValue = [
      "type": "asked", "stage": .string(key.stage), "item": .string(key.item),
      "fingerprint": .string(fingerprint.description), "request": .string(request.description),
      "provider": .string(provider), "idempotent": .bool(isIdempotent),
      "at": .integer(at),
    ]
    if let job { value["job"] = .string(job) }
    return value
  }
}
