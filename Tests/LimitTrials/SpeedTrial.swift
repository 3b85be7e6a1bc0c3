import CutroomModel
import CutroomStore
package import CutroomSystem

/// How many requests and purchases a second are counted.
package enum SpeedTrial {
  /// Measures in a folder; a line for each figure.
  package static func lines(_ folder: Folder, count: Int) throws -> [String] {
    let desk = LimitDesk(folder)
    let account = ProviderAccount(provider: "pexels")
    let limits = [RateLimit(200_000, per: .hour), RateLimit(2_000_000, per: .month)]
    let free = ProviderAccount(provider: "local")
    let ledger = try CostLedger(folder)
    let purchase = Purchase(
      account: account,
      task: .speech,
      project: "one",
      item: ItemKey(stage: "narration", item: "a-01"),
      estimate: BuyTrial.price
    )
    return [
      try line("reserve with limits", count) { _ = try desk.reserve(account, limits) },
      try line("reserve without", count) { _ = try desk.reserve(free, []) },
      try line("begin and settle", count) { try ledger.settle(ledger.begin(purchase), cost: nil) },
      try line("read the ledger with its sums", 1) { _ = try CostLedger(folder).reading() },
      try line("read all of it", 1) {
        try folder.remove("ledger.sums")
        _ = try CostLedger(folder, linesToKeep: .max).reading()
      },
    ]
  }

  private static func line(_ name: String, _ count: Int, _ body: () throws -> Void) throws -> String
  {
    let begin = SystemClock.real.monotonic()
    for _ in 0..<count { try body() }
    let microseconds = (SystemClock.real.monotonic() - begin) / 1000
    return "\(name): \(microseconds / Int64(count)) us each, \(count) times"
  }
}
