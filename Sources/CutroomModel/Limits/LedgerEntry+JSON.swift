extension LedgerEntry {
  package var json: JSONValue {
    switch self {
    case .begun(let purchase): return purchase.json("begun", purchase.estimate)
    case .settled(let purchase, let cost): return purchase.json("settled", cost)
    case .released(let purchase): return purchase.json("released", nil)
    case .renamed(let old, let new):
      return ["type": "renamed", "from": .string(old), "to": .string(new)]
    }
  }

  /// Nil where the value is no entry that this program knows whole.
  package init?(json: JSONValue) {
    if json["type"]?.string == "renamed" {
      guard let old = json["from"]?.string, let new = json["to"]?.string else { return nil }
      self = .renamed(from: old, to: new)
      return
    }
    guard var purchase = Purchase(json: json) else { return nil }
    let cost = Cost(json: json)
    switch json["type"]?.string {
    case "begun":
      purchase.estimate = cost
      self = .begun(purchase)
    case "settled": self = .settled(purchase, cost)
    case "released": self = .released(purchase)
    default: return nil
    }
  }
}

extension Purchase {
  /// All of it, so that a line tells enough where another is damaged.
  fileprivate func json(_ type: String, _ cost: Cost?) -> JSONValue {
    var json: JSONValue = [
      "type": .string(type), "id": .string(id), "provider": .string(account.provider),
      "key": account.key.map { .string($0) } ?? .null, "task": .string(task.rawValue),
      "project": .string(project), "stage": .string(item.stage), "item": .string(item.item),
      "at": .integer(at),
    ]
    json["run"] = run.map { .string($0) }
    json["request"] = request.map { .string($0) }
    json["micros"] = cost.map { .integer($0.micros) }
    json["currency"] = cost.map { .string($0.currency) }
    return json
  }

  fileprivate init?(json: JSONValue) {
    guard let id = json["id"]?.string, let provider = json["provider"]?.string,
      let task = json["task"]?.string.flatMap(ProviderTask.init), let at = json["at"]?.integer,
      let project = json["project"]?.string, let stage = json["stage"]?.string,
      let item = json["item"]?.string, LimitMoment.range.contains(at)
    else { return nil }
    self.init(
      id: id,
      account: ProviderAccount(provider: provider, key: json["key"]?.string),
      task: task,
      project: project,
      item: ItemKey(stage: stage, item: item),
      run: json["run"]?.string,
      request: json["request"]?.string,
      at: at
    )
  }
}

extension Cost {
  fileprivate init?(json: JSONValue) {
    guard let micros = json["micros"]?.integer, let currency = json["currency"]?.string,
      micros >= 0
    else { return nil }
    self.init(micros: micros, currency: currency)
  }
}
