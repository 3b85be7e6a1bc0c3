package import CutroomModel
package import CutroomStore
package import CutroomSystem
package import CutroomWorkers

/// What the desk works with for the length of a run.
package struct DeskSession: Sendable {
  package var shelf: ProviderShelf
  package var net: NetWorkers
  package var media: MediaWorkers
  package var cache: WorkspaceCache
  package var purchases: PurchaseLog
  package var limits: LimitDesk
  package var ledger: CostLedger
  package var budgets: [Budget]
  package var run: String
  package var clock: SystemClock
  /// Nothing may go over a network.
  package var isOffline: Bool
  /// Whether what may have been bought already is asked for once more.
  package var isResubmitting: Bool
  let versions = ProgramVersions()
  /// Providers that in this run took a paid request, and nobody knows what became of it.
  let doubtful = Locked<Set<String>>([])

  package init(
    shelf: ProviderShelf,
    net: NetWorkers,
    media: MediaWorkers,
    cache: WorkspaceCache,
    purchases: PurchaseLog,
    limits: LimitDesk,
    ledger: CostLedger,
    budgets: [Budget],
    run: String,
    clock: SystemClock,
    isOffline: Bool = false,
    isResubmitting: Bool = false
  ) {
    self.shelf = shelf
    self.net = net
    self.media = media
    self.cache = cache
    self.purchases = purchases
    self.limits = limits
    self.ledger = ledger
    self.budgets = budgets
    self.run = run
    self.clock = clock
    self.isOffline = isOffline
    self.isResubmitting = isResubmitting
  }
}
