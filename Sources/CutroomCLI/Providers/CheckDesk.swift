import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem

/// Where the requests of `provider check` take their turn, and where it is written down what they cost.
///
/// They belong to no project, and no budget is asked: who checks has said that it may cost money.
struct CheckDesk: Sendable {
  private let account: ProviderAccount
  private let price: Price?
  private let isPaid: Bool
  private let turn: ProviderTurn
  private let ledger: CostLedger

  init(
    _ settings: ProviderSettings,
    _ provider: any Provider,
    _ shelf: ProviderShelf,
    _ workspace: Workspace,
    log: @escaping @Sendable (String) -> Void
  ) throws {
    account = try shelf.account(of: settings.name)
    price = settings.price
    isPaid = settings.isPaid(provider)
    turn = ProviderTurn(
      of: settings.name,
      account,
      settings.limits(of: provider),
      at: try workspace.limitDesk(),
      clock: workspace.clock,
      tell: { words, _ in log(words) }
    )
    ledger = try workspace.costLedger()
  }

  /// Lends what has to be called before each request that is sent, and writes down what came of them.
  func perform(
    _ request: ProviderRequest,
    _ body: (_ willSend: @escaping @Sendable () throws -> Void) throws -> ProviderAnswer
  ) throws -> ProviderAnswer {
    let purchase = Locked<Purchase?>(nil)
    @Sendable func begin() throws {
      guard isPaid, purchase.withLock({ $0 == nil }) else { return }
      let begun = try ledger.begin(self.purchase(of: request))
      purchase.withLock { $0 = begun }
    }
    do {
      let answer = try body { try turn.take(before: begin) }
      if let bought = purchase.withLock({ $0 }) { try ledger.settle(bought, cost: answer.cost) }
      return answer
    } catch {
      let fault = error as? ProviderFault
      if let fault { try turn.note(fault) }
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
