/// A decision together with the item that was done so.
package struct ItemDecision: Hashable, Sendable {
  package var key: ItemKey
  package var decision: Decision

  package init(_ key: ItemKey, _ decision: Decision) {
    self.key = key
    self.decision = decision
  }
}

extension ItemRecord {
  /// Its decisions, each with the item's name.
  package var decided: [ItemDecision] { decisions.map { ItemDecision(key, $0) } }
}
