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
