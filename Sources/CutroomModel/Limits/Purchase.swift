/// A request that may cost money, from before it is sent.
package struct Purchase: Hashable, Sendable {
  /// Names it in the ledger; nothing else has the same.
  package var id: String
  package var account: ProviderAccount
  package var task: ProviderTask
  package var project: String
  package var item: ItemKey
  /// The run that sends it.
  package var run: String?
  /// The idempotency key: what is open under it is the same purchase when it is sent again; nil where
  /// a person wanted another one.
  package var request: String?
  /// What it will cost; nil where nobody knows.
  package var estimate: Cost?
  /// Microseconds since 1970.
  package var at: Int64

  package init(
    id: String = "",
    account: ProviderAccount,
    task: ProviderTask,
    project: String,
    item: ItemKey,
    run: String? = nil,
    request: String? = nil,
    estimate: Cost? = nil,
    at: Int64 = 0
  ) {
    self.id = id
    self.account = account
    self.task = task
    self.project = project
    self.item = item
    self.run = run
    self.request = request
    self.estimate = estimate
    self.at = at
  }
}

/// What the ledger says, a line each.
package enum LedgerEntry: Hashable, Sendable {
  /// It is about to be sent, and counts with its estimate; in the place of what is open under its id.
  case begun(Purchase)
  /// It was answered, and cost this; nil: what was estimated.
  case settled(Purchase, Cost?)
  /// It was certainly not sent, or not charged for.
  case released(Purchase)
  /// The project has another id.
  case renamed(from: String, to: String)
}
