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
  /// Every stage that must do something before the item is fresh, in their order, its own last; nil
  /// where that is not known before others have run.
  package var stages: [String]?

  /// Explains an item out of a plan of the whole project.
  package init?(_ key: ItemKey, in plan: PlanTable, last: ItemRecord?) {
    self.last = last
    var chain: [Link] = []
    var seen: Set<ItemKey> = []
    var next: ItemKey? = key
    while let key = next, seen.insert(key).inserted, let entry = plan[key] {
      chain.append(
        Link(stage: entry.stage, item: entry.item, action: entry.action, reasons: entry.reasons)
      )
      next = entry.makers.first
    }
    guard !chain.isEmpty else { return nil }
    self.chain = chain
    stages = plan.stages(behind: key)
  }
}

/// The entries of a plan by stage and item.
package struct PlanTable: Sendable {
  private let entries: [ItemKey: Plan.Entry]
  private let order: [String: Int]

  package init(_ plan: Plan) {
    entries = Dictionary(plan.entries.map { (ItemKey(stage: $0.stage, item: $0.item), $0) }) {
      first,
      _ in first
    }
    order = Dictionary(plan.entries.enumerated().map { ($1.stage, $0) }) { first, _ in first }
  }

  /// The item's entry, else that of all the stage's items.
  package subscript(key: ItemKey) -> Plan.Entry? {
    entries[key] ?? entries[ItemKey(stage: key.stage, item: "*")]
  }

  /// The stages that an item waits for and its own; nil where items are not known yet.
  func stages(behind key: ItemKey) -> [String]? {
    var stages: Set<String> = []
    var seen: Set<ItemKey> = []
    var open = [key]
    while let key = open.popLast() {
      guard seen.insert(key).inserted, let entry = self[key] else { continue }
      if entry.item == "*" { return nil }
      stages.insert(entry.stage)
      open += entry.makers
    }
    return stages.sorted { order[$0, default: 0] < order[$1, default: 0] }
  }
}

extension Plan.Entry {
  /// The items that will make its inputs anew.
  fileprivate var makers: [ItemKey] {
    reasons.compactMap { reason in
      guard reason.cause == .inputWillChange, let name = reason.new,
        let slash = name.firstIndex(of: "/")
      else { return nil }
      let item = String(name[name.index(after: slash)...])
      return ItemKey(stage: String(name[..<slash]), item: item)
    }
  }
}
