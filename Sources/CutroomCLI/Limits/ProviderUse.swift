import CutroomModel
import CutroomStore

/// What `cutroom limits` tells of an account.
struct ProviderUse {
  let account: ProviderAccount
  let limits: LimitStatus?
  /// What was bought this month.
  let bought: LedgerTotals.Sum

  /// All accounts that were ever counted, or that something was bought in this month, in order.
  static func all(
    _ limits: [LimitStatus],
    _ totals: LedgerTotals,
    month: UTCMonth
  ) -> [ProviderUse] {
    let known = Dictionary(limits.map { ($0.account, $0) }) { first, _ in first }
    let buyers = totals.sums.keys.filter { $0.month == month }.map(\.account)
    return Set(known.keys).union(buyers).sorted().map { account in
      ProviderUse(
        account: account,
        limits: known[account],
        bought: totals.sum { $0.account == account && $0.month == month }
      )
    }
  }

  /// Requests of this month, by whichever count knows more of them.
  private var requests: Int64 { max(limits?.requests ?? 0, Int64(bought.requests)) }

  private var costs: [Cost] {
    bought.micros.sorted { $0.key < $1.key }.map { Cost(micros: $0.value, currency: $0.key) }
  }
}

// MARK: - For programs

extension ProviderUse {
  var json: JSONValue {
    [
      "provider": .string(account.provider),
      "key": account.key.map { .string($0) } ?? .null,
      "limits": .array((limits?.allowances ?? []).map(Self.json)),
      "notBefore": Self.time(limits?.notBefore),
      "requests": .integer(requests),
      "unanswered": .integer(Int64(bought.open)),
      "cost": .array(costs.map(\.json)),
    ]
  }

  private static func json(_ allowance: LimitStatus.Allowance) -> JSONValue {
    [
      "requests": .integer(Int64(allowance.limit.requests)),
      "per": .string(allowance.limit.span.rawValue),
      "used": .integer(allowance.used), "left": .integer(allowance.left),
      "moreAt": time(allowance.moreAt), "allAt": time(allowance.allAt),
    ]
  }

  static func time(_ microseconds: Int64?) -> JSONValue {
    microseconds.map { .string(Instant(microseconds: $0).iso8601) } ?? .null
  }
}

// MARK: - For people

extension ProviderUse {
  /// A row for each limit, one for what the service asked for, and one for the month.
  var rows: [[String]] {
    var rows = (limits?.allowances ?? []).map { allowance -> [String] in
      [
        "per \(allowance.limit.span)", "\(allowance.left) of \(allowance.limit.requests) left",
        Self.refill(allowance),
      ]
    }
    if let notBefore = limits?.notBefore {
      rows.append(["asked to wait", "", "until \(Self.words(notBefore))"])
    }
    let open = bought.open == 0 ? "" : "\(bought.open) without an answer"
    let cost = costs.map(\.description).joined(separator: ", ")
    rows.append([
      "this month", Amounts.count(Int(clamping: requests), "request"),
      [cost, open].filter { !$0.isEmpty }.joined(separator: ", "),
    ])
    return rows.map { [account.provider, account.key ?? "no key"] + $0 }
  }

  private static func refill(_ allowance: LimitStatus.Allowance) -> String {
    guard let more = allowance.moreAt, let all = allowance.allAt else { return "" }
    return more == all ? "all at \(words(all))" : "more at \(words(more)), all at \(words(all))"
  }

  /// The first whole second at which it is so.
  static func words(_ microseconds: Int64) -> String {
    Instant(microseconds: (microseconds + 999_999) / 1_000_000 * 1_000_000).iso8601
  }
}
