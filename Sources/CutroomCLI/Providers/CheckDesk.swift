import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem

/// Where the requests of `provider check` take their turn, and where it is written down what they cost.
///
/// They belong to no project, and no budget is asked: who checks has said that it may cost money.
struct CheckDesk: Sendable {
  let provider: String
  let account: ProviderAccount
  let limits: [RateLimit]
  let price: Price?
  let isPaid: Bool
  let limitDesk: LimitDesk
  let ledger: CostLedger
  let log: @Sendable (String) -> Void

  init(
    _ settings: ProviderSettings,
    _ provider: any Provider,
    _ shelf: ProviderShelf,
    _ workspace: Workspace,
    log: @escaping @Sendable (String) -> Void
  ) throws {
    self.provider = settings.name
    account = try shelf.account(of: settings.name)
    limits = settings.limits(of: provider)
    price = settings.price
    isPaid = settings.isPaid(provider)
    limitDesk = try workspace.limitDesk()
    ledger = try workspace.costLedger()
    self.log = log
  }

  /// Lends what has to be called before each request that is sent, and writes down what came of them.
  func perform(
    _ request: ProviderRequest,
    _ body: (_ willSend: @escaping @Sendable () throws -> Void) throws -> ProviderAnswer
  ) throws -> ProviderAnswer {
    let purchase = Locked<Purchase?>(nil)
    // What the own count refuses is no word of the service.
    let isHeldBack = Locked(false)
    @Sendable func willSend() throws {
      isHeldBack.withLock { $0 = true }
      let ticket = try takeTurn()
      isHeldBack.withLock { $0 = false }
      guard isPaid, purchase.withLock({ $0 == nil }) else { return }
      do {
        let begun = try ledger.begin(self.purchase(of: request))
        purchase.withLock { $0 = begun }
      } catch {
        try? limitDesk.giveBack(ticket)
        throw error
      }
    }
    do {
      let answer = try body(willSend)
      if let bought = purchase.withLock({ $0 }) { try ledger.settle(bought, cost: answer.cost) }
      return answer
    } catch {
      let fault = error as? ProviderFault
      if let pause = fault?.retryAfterMs, !isHeldBack.withLock({ $0 }) {
        try limitDesk.note(retryAfterMs: pause, for: account)
      }
      if let bought = purchase.withLock({ $0 }) {
        if fault?.mayBeCharged ?? true {
          try ledger.settle(bought, cost: nil)
        } else {
          try ledger.release(bought)
        }
      }
      throw error
    }
  }

  private func takeTurn() throws -> LimitTicket {
    try limitDesk.take(
      account,
      limits,
      waiting: { log("\(provider): waits for its turn until \(Instant(microseconds: $0)) (\($1))") }
    )
  }

  private func purchase(of request: ProviderRequest) -> Purchase {
    Purchase(
      account: account,
      task: request.task,
      project: "",
      item: ItemKey(stage: "provider check", item: request.task.rawValue),
      estimate: price?.estimate(of: request)
    )
  }
}
