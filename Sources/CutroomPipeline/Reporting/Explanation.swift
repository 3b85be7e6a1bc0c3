package import CutroomModel

/// Why an item is not fresh, down to the root, and the least that makes it fresh.
package struct Explanation: Sendable, Equatable {
  package struct Link: Sendable, Equatable {
    package var stage: String
    package var item: String
    package var action: Plan.Action
    package var reasons: [StaleReason]
  }

  /// The item first, then what made it stale, then what made that stale.
  package var chain: [Link]
  /// The last commit of the item; nil where there is none.
  package var last: ItemRecord?

  /// Explains an item out of a plan of the whole project.
  package init?(_ key: ItemKey, in plan: Plan, last: ItemRecord?) {
    self.last = last
    var chain: [Link] = []
    var next: ItemKey? = key
    while let key = next, !chain.contains(where: { $0.stage == key.stage && $0.item == key.item }) {
      let entry =
        plan.entries.first { $0.stage == key.stage && $0.item == key.item }
        ?? plan.entries.first { $0.stage == key.stage && $0.item == "*" }
      guard let entry else { break }
      chain.append(
        Link(stage: entry.stage, item: entry.item, action: entry.action, reasons: entry.reasons)
      )
      next = entry.reasons.lazy.compactMap { Self.maker(of: $0) }.first
    }
    guard !chain.isEmpty else { return nil }
    self.chain = chain
  }

  private static func maker(of reason: StaleReason) -> ItemKey? {
    guard reason.cause == .inputWillChange, let name = reason.new,
      let slash = name.firstIndex(of: "/")
    else { return nil }
    return ItemKey(stage: String(name[..<slash]), item: String(name[name.index(after: slash)...]))
  }
}
