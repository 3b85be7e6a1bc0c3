package import CutroomModel
import CutroomStore
package import CutroomSystem

/// Processes and threads that buy until the budget is used up.
package enum BuyTrial {
  package static let budget = Budget(Cost(micros: 1_000_000, currency: "USD"), of: .project)
  package static let price = Cost(micros: 10_000, currency: "USD")
  package static let bought = "bought"

  /// Buys with so many threads, and writes a byte into `bought` for each.
  package static func buy(_ folder: Folder, threads: Int) throws {
    let ledger = try CostLedger(folder, linesToKeep: 7)
    let failures = Locked<[String]>([])
    let workers = try (0..<threads).map { number in
      try WorkThread {
        do { try buyAll(ledger, folder, item: number) } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    for worker in workers { worker.join() }
    if let failure = failures.withLock(\.first) { throw Failure(description: failure) }
  }

  private static func buyAll(_ ledger: CostLedger, _ folder: Folder, item: Int) throws {
    let file = try folder.openAppending(bought, mode: 0o600)
    var purchase = Purchase(
      account: ProviderAccount(provider: "openai"),
      task: .speech,
      project: "one",
      item: ItemKey(stage: "narration", item: "\(item)"),
      estimate: price
    )
    while true {
      do { purchase = try ledger.begin(purchase, budgets: [budget]) } catch is BudgetRefusal {
        return
      }
      try file.writeAll([1])
      try ledger.settle(purchase, cost: nil)
    }
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }
}
