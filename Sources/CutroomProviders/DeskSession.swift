package import CutroomModel
package import CutroomStore
package import CutroomSystem

/// What the desk works with for the length of a run.
package struct DeskSession: Sendable {
  package var providers: [ProviderSettings]
  /// The provider of a name, opened when it is first asked.
  package var open: @Sendable (String) throws -> any Provider
  package var cache: WorkspaceCache
  package var purchases: PurchaseLog
  package var clock: SystemClock
  /// Nothing may go over a network.
  package var isOffline: Bool
  /// Whether what may have been bought already is asked for once more.
  package var isResubmitting: Bool

  package init(
    providers: [ProviderSettings],
    open: @escaping @Sendable (String) throws -> any Provider,
    cache: WorkspaceCache,
    purchases: PurchaseLog,
    clock: SystemClock,
    isOffline: Bool = false,
    isResubmitting: Bool = false
  ) {
    self.providers = providers
    self.open = open
    self.cache = cache
    self.purchases = purchases
    self.clock = clock
    self.isOffline = isOffline
    self.isResubmitting = isResubmitting
  }
}
