extension RateLimitBook {
  /// Why a text is no book that can be used.
  package enum Misreading: Error, Hashable, Sendable {
    /// It says something that no book says.
    case damaged(String)
    case newer(String)
  }

  package var json: JSONValue {
    var json = JSONValue.object(others)
    json["version"] = .string(writtenVersion)
    json["kind"] = "rate-limits"
    json["accounts"] = .array(accounts.sorted { $0.key < $1.key }.map { $1.json(of: $0) })
    json["clock"] = moment?.json
    json["lost"] = loss.map { ["at": .time($0.at), "keptAs": .string($0.keptAs)] }
    return json
  }

  /// Reads what ``json`` says, members of later versions included.
  package init(json: JSONValue) throws(Misreading) {
    guard var others = json.object, json["kind"]?.string == "rate-limits",
      let version = json["version"]?.string
    else { throw .damaged("it is no document of kind rate-limits") }
    guard version.hasPrefix("1.") else { throw .newer(version) }
    guard let moment = LimitMoment(json: json["clock"]) else { throw .damaged("its clock") }
    guard let list = json["accounts"]?.array else { throw .damaged("its accounts") }
    self.moment = moment
    writtenVersion = version
    for (place, value) in list.enumerated() {
      guard let (account, use) = AccountUse.read(value), accounts[account] == nil else {
        throw .damaged("account \(place + 1)")
      }
      accounts[account] = use
    }
    if let lost = json["lost"] {
      guard let at = lost["at"]?.time, let name = lost["keptAs"]?.string else {
        throw .damaged("its loss")
      }
      loss = LimitLoss(at: at, keptAs: name)
    }
    for known in ["version", "kind", "accounts", "clock", "lost"] { others[known] = nil }
    self.others = others
  }
}

extension LimitMoment {
  fileprivate var json: JSONValue {
    [
      "at": .time(wall), "sinceStartUs": .integer(sinceStart),
      "boot": .string(String(boot, radix: 16)),
    ]
  }

  fileprivate init?(json: JSONValue?) {
    guard let wall = json?["at"]?.time, let sinceStart = json?["sinceStartUs"]?.integer,
      let boot = json?["boot"]?.string.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    self.init(wall: wall, sinceStart: sinceStart, boot: boot)
  }
}

extension AccountUse {
  fileprivate func json(of account: ProviderAccount) -> JSONValue {
    var json = JSONValue.object(others)
    json["provider"] = .string(account.provider)
    json["key"] = account.key.map { .string($0) } ?? .null
    json["limits"] = .table(limits) { ($0.rawValue, .integer(Int64($1))) }
    json["sent"] = .table(sent) { ($0.rawValue, $1.json) }
    json["months"] = .table(months) { ($0.description, .integer($1)) }
    json["notBefore"] = notBefore.map { .time($0) }
    json["lostAt"] = lostAt.map { .time($0) }
    return json
  }

  fileprivate static func read(_ json: JSONValue) -> (ProviderAccount, AccountUse)? {
    guard var others = json.object, let provider = json["provider"]?.string,
      let key = json["key"], key == .null || key.string != nil,
      let limits = json["limits"]?.object, let sent = json["sent"]?.object,
      let months = json["months"]?.object
    else { return nil }
    var use = AccountUse()
    for (name, value) in limits {
      guard let span = RateLimit.Span(rawValue: name), let most = value.integer else { return nil }
      use.limits[span] = Int(most)
    }
    for (name, value) in sent {
      guard let span = RateLimit.Span(rawValue: name), span != .month,
        let log = SendLog(span, json: value)
      else { return nil }
      use.sent[span] = log
    }
    for (name, value) in months {
      guard let month = UTCMonth(name), let count = value.integer, SendLog.counts.contains(count)
      else { return nil }
      use.months[month] = count
    }
    for (name, member) in [("notBefore", \AccountUse.notBefore), ("lostAt", \.lostAt)] {
      guard let value = json[name] else { continue }
      guard let time = value.time else { return nil }
      use[keyPath: member] = time
    }
    let known = ["provider", "key", "limits", "sent", "months", "notBefore", "lostAt"]
    for name in known { others[name] = nil }
    use.others = others
    return (ProviderAccount(provider: provider, key: key.string), use)
  }
}

extension SendLog {
  fileprivate var json: JSONValue {
    let members = groups.map { group -> (String, JSONValue) in
      (Instant(microseconds: group.at).iso8601, .integer(group.count))
    }
    return .object(Dictionary(members) { _, last in last })
  }

  fileprivate init?(_ span: RateLimit.Span, json: JSONValue) {
    guard let members = json.object, members.count <= Self.mostGroups else { return nil }
    var groups: [Group] = []
    for (name, value) in members {
      guard let at = JSONValue.string(name).time, let count = value.integer else { return nil }
      groups.append(Group(at: at, count: count))
    }
    self.init(span, groups: groups.sorted { $0.at < $1.at })
  }
}

extension JSONValue {
  fileprivate static func time(_ microseconds: Int64) -> JSONValue {
    .string(Instant(microseconds: microseconds).iso8601)
  }

  fileprivate var time: Int64? {
    guard let instant = string.flatMap({ Instant(iso8601: $0) }),
      LimitMoment.range.contains(instant.microseconds)
    else { return nil }
    return instant.microseconds
  }

  fileprivate static func table<Key, Value>(
    _ pairs: [Key: Value],
    _ member: (Key, Value) -> (String, JSONValue)
  ) -> JSONValue {
    .object(Dictionary(pairs.map { member($0.key, $0.value) }) { _, last in last })
  }
}
