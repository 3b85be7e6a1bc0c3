extension LedgerTotals {
  package var json: JSONValue {
    [
      "sums": .array(sums.map { $0.json($1) }),
      "open": .array(open.values.map { LedgerEntry.begun($0).json }),
    ]
  }

  /// Nil where the value is not all of what ``json`` says.
  package init?(json: JSONValue) {
    guard let list = json["sums"]?.array, let begun = json["open"]?.array else { return nil }
    var sums: [Key: Sum] = [:]
    for value in list {
      guard let (key, sum) = Key.read(value) else { return nil }
      sums[key] = sum
    }
    var open: [Purchase] = []
    for value in begun {
      guard case .begun(let purchase) = LedgerEntry(json: value) else { return nil }
      open.append(purchase)
    }
    self.init(sums: sums, open: open)
  }
}

extension LedgerTotals.Key {
  fileprivate func json(_ sum: LedgerTotals.Sum) -> JSONValue {
    var json: JSONValue = [
      "provider": .string(account.provider), "key": account.key.map { .string($0) } ?? .null,
      "month": .string(month.description), "project": .string(project),
      "requests": .integer(Int64(sum.requests)), "open": .integer(Int64(sum.open)),
      "micros": .object(sum.micros.mapValues { .integer($0) }),
      "told": .array(sum.told.sorted().map { .string($0) }),
    ]
    json["run"] = run.map { .string($0) }
    return json
  }

  fileprivate static func read(_ json: JSONValue) -> (Self, LedgerTotals.Sum)? {
    guard let provider = json["provider"]?.string, let project = json["project"]?.string,
      let month = json["month"]?.string.flatMap({ UTCMonth($0) }),
      let requests = json["requests"]?.integer, let open = json["open"]?.integer,
      let members = json["micros"]?.object, let told = json["told"]?.array
    else { return nil }
    var sum = LedgerTotals.Sum()
    sum.requests = Int(requests)
    sum.open = Int(open)
    sum.micros = members.compactMapValues(\.integer)
    sum.told = Set(told.compactMap(\.string))
    guard sum.micros.count == members.count, sum.told.count == told.count else { return nil }
    let key = Self(
      account: ProviderAccount(provider: provider, key: json["key"]?.string),
      month: month,
      project: project,
      run: json["run"]?.string
    )
    return (key, sum)
  }
}
