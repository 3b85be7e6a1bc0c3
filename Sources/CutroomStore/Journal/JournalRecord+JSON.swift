import CutroomModel

extension JournalRecord {
  var json: JSONValue {
    switch self {
    case .runStarted(let run):
      var value: JSONValue = [
        "type": "run-started", "run": .string(run.id), "command": .string(run.command),
        "pid": .integer(Int64(run.pid)), "host": .string(run.host), "at": .integer(run.startedAt),
        "selection": run.selection,
      ]
      if let finished = run.finishedAt { value["finishedAt"] = .integer(finished) }
      if let outcome = run.outcome { value["outcome"] = .string(outcome) }
      return value
    case .runFinished(let run, let outcome, let at):
      return [
        "type": "run-finished", "run": .string(run), "outcome": .string(outcome),
        "at": .integer(at),
      ]
    case .started(let started):
      return [
        "type": "started", "stage": .string(started.key.stage), "item": .string(started.key.item),
        "run": .string(started.run), "attempt": .string(started.attempt),
        "at": .integer(started.at),
      ]
    case .produced(let item, let attempt):
      var value = item.json(type: "produced")
      value["attempt"] = .string(attempt)
      return value
    case .committed(let item): return item.json(type: "committed")
    case .failed(let key, let failure, let run, let at):
      return failure.json(key: key, run: run, at: at)
    case .chosen(let stage, let topics, let offered, let at):
      return [
        "type": "chosen", "stage": .string(stage), "topics": .array(topics.map { .string($0) }),
        "offered": .string(offered.description), "at": .integer(at),
      ]
    case .rekeyed(let path, let old, let new, let content):
      var value: JSONValue = [
        "type": "rekeyed", "path": .string(path.description), "old": .string(old.description),
        "new": .string(new.description),
      ]
      if let content { value["sha256"] = .string(content.description) }
      return value
    case .wrote(let output, let at): return output.json(type: "wrote", at: at)
    case .used(let output, let at): return output.json(type: "used", at: at)
    case .kept(let path, let content):
      return [
        "type": "kept", "path": .string(path.description), "sha256": .string(content.description),
      ]
    case .forgotten(let key):
      return ["type": "forgotten", "stage": .string(key.stage), "item": .string(key.item)]
    case .asked(let purchase): return purchase.json
    case .answered(let request, let at):
      return [
        "type": "answered", "request": .string(request.description), "at": .integer(at),
      ]
    }
  }

  /// Nil where the value is no record that this program knows whole.
  ///
  /// Half a record would say something else than the whole one; members that nobody asks for do no
  /// harm.
  init?(json: JSONValue) {
    let reader = RecordReader(json)
    switch json["type"]?.string {
    case "run-started":
      guard let run = RunRecord(reader) else { return nil }
      self = .runStarted(run)
    case "run-finished":
      guard let run = reader.text("run"), let outcome = reader.text("outcome"),
        let at = reader.whole("at")
      else { return nil }
      self = .runFinished(run: run, outcome: outcome, at: at)
    case "started":
      guard let key = reader.key, let run = reader.text("run"),
        let attempt = reader.text("attempt"), let at = reader.whole("at")
      else { return nil }
      self = .started(StartedItem(key: key, run: run, attempt: attempt, at: at))
    case "produced":
      // Recovery removes the folder of that name: it must be a name, and lead nowhere else.
      guard let item = ItemRecord(reader), let attempt = reader.text("attempt"),
        ProjectPath(attempt)?.folder == ""
      else { return nil }
      self = .produced(item, attempt: attempt)
    case "committed":
      guard let item = ItemRecord(reader) else { return nil }
      self = .committed(item)
    case "failed":
      guard let key = reader.key, let failure = ItemFailure(reader), let run = reader.text("run"),
        let at = reader.whole("at")
      else { return nil }
      self = .failed(key, failure, run: run, at: at)
    case "chosen":
      guard let stage = reader.text("stage"), let topics = reader.list("topics", \.string),
        let offered = reader.digest("offered"), let at = reader.whole("at")
      else { return nil }
      self = .chosen(stage: stage, topics: topics, offered: offered, at: at)
    case "rekeyed":
      guard let path = reader.path("path"), let old = reader.digest("old"),
        let new = reader.digest("new"), let content = reader.optional("sha256", Digest.init(json:))
      else { return nil }
      self = .rekeyed(path: path, old: old, new: new, content: content)
    case "wrote":
      guard let output = OutputRecord(json: json), let at = reader.whole("at") else { return nil }
      self = .wrote(output, at: at)
    case "used":
      guard let output = OutputRecord(json: json), let at = reader.whole("at") else { return nil }
      self = .used(output, at: at)
    case "kept":
      guard let path = reader.path("path"), let content = reader.digest("sha256") else {
        return nil
      }
      self = .kept(path, content: content)
    case "forgotten":
      guard let key = reader.key else { return nil }
      self = .forgotten(key)
    case "asked":
      guard let purchase = PurchaseIntent(reader) else { return nil }
      self = .asked(purchase)
    case "answered":
      guard let request = reader.request, let at = reader.whole("at") else { return nil }
      self = .answered(request, at: at)
    default: return nil
    }
  }
}

/// Typed looks at the members of a record.
private struct RecordReader {
  let json: JSONValue
  init(_ json: JSONValue) { self.json = json }

  func text(_ name: String) -> String? { json[name]?.string }
  func whole(_ name: String) -> Int64? { json[name]?.integer }
  func digest(_ name: String) -> Digest? { text(name).flatMap(Digest.init) }
  func path(_ name: String) -> ProjectPath? { text(name).flatMap(ProjectPath.init) }

  /// Nil where the member is there and cannot be read.
  func optional<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Value?? {
    guard let member = json[name] else { return .some(nil) }
    return read(member).map { .some($0) }
  }

  /// Nil where one of the elements cannot be read.
  func list<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> [Value]? {
    guard let elements = json[name]?.array else { return nil }
    var values: [Value] = []
    for element in elements {
      guard let value = read(element) else { return nil }
      values.append(value)
    }
    return values
  }

  var key: ItemKey? {
    guard let stage = text("stage"), let item = text("item") else { return nil }
    return ItemKey(stage: stage, item: item)
  }

  var request: CacheKey? { text("request").flatMap { CacheKey($0) } }
}

extension PurchaseIntent {
  fileprivate init?(_ reader: RecordReader) {
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

  fileprivate var json: JSONValue {
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

extension RunRecord {
  fileprivate init?(_ reader: RecordReader) {
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
  fileprivate init?(_ reader: RecordReader) {
    guard let code = reader.text("code"), let message = reader.text("message") else { return nil }
    self.init(
      code: code,
      message: message,
      isRetryable: reader.json["retryable"]?.bool ?? false,
      log: reader.text("log")
    )
  }

  fileprivate func json(key: ItemKey, run: String, at: Int64) -> JSONValue {
    var value: JSONValue = [
      "type": "failed", "stage": .string(key.stage), "item": .string(key.item),
      "code": .string(code), "message": .string(message), "retryable": .bool(isRetryable),
      "run": .string(run), "at": .integer(at),
    ]
    if let log { value["log"] = .string(log) }
    return value
  }
}

extension ItemRecord {
  fileprivate func json(type: String) -> JSONValue {
    var value: JSONValue = [
      "type": .string(type), "stage": .string(key.stage), "item": .string(key.item),
      "parts": .array(fingerprint.parts.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "run": .string(run), "at": .integer(at), "ms": .integer(milliseconds),
    ]
    if !decisions.isEmpty {
      value["decisions"] = .array(
        decisions.map { ["code": .string($0.code), "message": .string($0.message)] }
      )
    }
    if let acceptedBecause { value["accepted"] = .string(acceptedBecause) }
    return value
  }

  fileprivate init?(_ reader: RecordReader) {
    guard let key = reader.key, let parts = reader.list("parts", Fingerprint.Part.init(json:)),
      let outputs = reader.list("outputs", OutputRecord.init(json:)), let run = reader.text("run"),
      let at = reader.whole("at"), let milliseconds = reader.whole("ms"),
      let accepted = reader.optional("accepted", \.string)
    else { return nil }
    var decisions: [Decision] = []
    if reader.json["decisions"] != nil {
      guard let all = reader.list("decisions", Decision.init(json:)) else { return nil }
      decisions = all
    }
    self.init(
      key: key,
      fingerprint: Fingerprint(parts: parts),
      outputs: outputs,
      decisions: decisions,
      run: run,
      at: at,
      milliseconds: milliseconds,
      acceptedBecause: accepted
    )
  }
}

extension Decision {
  fileprivate init?(json: JSONValue) {
    guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
    self.init(code: code, message: message)
  }
}

extension Digest {
  fileprivate init?(json: JSONValue) {
    guard let text = json.string else { return nil }
    self.init(text)
  }
}

extension Fingerprint.Part {
  fileprivate var json: JSONValue {
    var fields: [JSONValue] = [.string(name), .string(digest.description)]
    if let preview { fields.append(.string(preview)) }
    return .array(fields)
  }

  fileprivate init?(json: JSONValue) {
    guard let fields = json.array, fields.count >= 2, let name = fields[0].string,
      let digest = fields[1].string.flatMap(Digest.init)
    else { return nil }
    self.init(name: name, digest: digest, preview: fields.count > 2 ? fields[2].string : nil)
  }
}

extension OutputRecord {
  fileprivate func json(type: String, at: Int64) -> JSONValue {
    var value = json
    value["type"] = .string(type)
    value["at"] = .integer(at)
    return value
  }

  fileprivate var json: JSONValue {
    var json: JSONValue = [
      "path": .string(path.description), "sha256": .string(content.description),
      "size": .integer(size),
    ]
    if let value { json["value"] = .string(value.description) }
    return json
  }

  fileprivate init?(json: JSONValue) {
    let reader = RecordReader(json)
    guard let path = reader.path("path"), let content = reader.digest("sha256"),
      let size = reader.whole("size"), let value = reader.optional("value", Digest.init(json:))
    else { return nil }
    self.init(path: path, content: content, value: value, size: size)
  }
}
