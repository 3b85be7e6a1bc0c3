package import CutroomModel
package import CutroomStore

/// Where the evaluator gets what was recorded: a ledger that was read, or a session that runs.
package struct RecordSource: Sendable {
  package var items: @Sendable (_ stage: String) -> NameTable<ItemRecord>
  package var choice: @Sendable (_ stage: String) -> ProjectState.Choice?
  package var superseded: @Sendable (ItemKey) -> [ItemRecord]
  /// Whether any record names a file as it should be now.
  package var isRecorded: @Sendable (ProjectPath) -> Bool
  package var canRestore: @Sendable (ItemRecord) -> Bool
  package var canBringBack: @Sendable (OutputRecord) -> Bool
  /// What was asked for an item and is not answered for good.
  package var purchases: @Sendable (ItemKey) -> [PurchaseIntent]

  package init(
    items: @escaping @Sendable (_ stage: String) -> NameTable<ItemRecord>,
    choice: @escaping @Sendable (_ stage: String) -> ProjectState.Choice?,
    superseded: @escaping @Sendable (ItemKey) -> [ItemRecord],
    isRecorded: @escaping @Sendable (ProjectPath) -> Bool,
    canRestore: @escaping @Sendable (ItemRecord) -> Bool,
    canBringBack: @escaping @Sendable (OutputRecord) -> Bool,
    purchases: @escaping @Sendable (ItemKey) -> [PurchaseIntent]
  ) {
    self.items = items
    self.choice = choice
    self.superseded = superseded
    self.isRecorded = isRecorded
    self.canRestore = canRestore
    self.canBringBack = canBringBack
    self.purchases = purchases
  }

  var item: @Sendable (ItemKey) -> ItemRecord? {
    { [items] key in items(key.stage)[key.item] }
  }

  /// What the item made when it had this fingerprint, and nobody took back since by a choice.
  func earlier(_ key: ItemKey, with fingerprint: Fingerprint) -> ItemRecord? {
    let chosenAt = choice(key.stage)?.at ?? .min
    return superseded(key).last {
      $0.fingerprint == fingerprint && ($0.acceptedBecause == nil || $0.at > chosenAt)
    }
  }
}
