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
  /// Its outputs that somebody edited.
  package var modified: [ProjectPath] = []
  /// Whether nothing but the root stands between the item and being fresh.
  package var isLinear: Bool { chain.dropLast().allSatisfy { $0.reasons.count == 1 } }
  /// Every stage that must do something before the item is fresh, in their order, its own last; nil
  /// where that is not known before others have run.
  package var stages: [String]?
  /// The file that the root waits for where nothing that a run does would make it.
  package var lacking: String?

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
      if chain.count == 1 { modified = entry.modified }
      next = plan.makers(of: entry).first
      lacking = next == nil && entry.item == "*" ? entry.reasons.awaitedPath : nil
    }
    guard !chain.isEmpty else { return nil }
    self.chain = chain
    stages = plan.stages(behind: key)
  }
}

extension [StaleReason] {
  fileprivate var awaitedPath: String? { first { $0.cause == .waitsFor && $0.new == nil }?.input }
}

/// The entries of a plan by stage and item, and who makes what they wait for.
package struct PlanTable: Sendable {
  private let entries: [ItemKey: Plan.Entry]
  private let order: [String: Int]
  private let writers: [(pattern: PathPattern, stage: String)]
  /// The first item of each stage that is not fresh, one that waits for a person before others.
  private let pending: [String: ItemKey]

  package init(_ plan: Plan, _ graph: StageGraph) {
    writers = graph.nodes.flatMap { node in node.writes.map { ($0, node.id) } }
    let ordered = plan.pending.filter { $0.action == .await } + plan.pending
    pending = Dictionary(ordered.map { ($0.stage, ItemKey(stage: $0.stage, item: $0.item)) }) {
      first,
      _ in first
    }
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
      open += makers(of: entry)
    }
    return stages.sorted { order[$0, default: 0] < order[$1, default: 0] }
  }

  /// The items that will make the entry's inputs anew, or what it waits for.
  func makers(of entry: Plan.Entry) -> [ItemKey] {
    entry.reasons.compactMap { reason in
      switch reason.cause {
      case .inputWillChange: reason.new.flatMap(Self.key)
      case .waitsFor:
        reason.new.flatMap(Self.key) ?? reason.input.flatMap { maker(of: $0, for: entry.stage) }
      default: nil
      }
    }
  }

  private static func key(_ name: String) -> ItemKey? {
    name.firstIndex(of: "/").map { slash in
      ItemKey(stage: String(name[..<slash]), item: String(name[name.index(after: slash)...]))
    }
  }

  private func maker(of path: String, for stage: String) -> ItemKey? {
    let found = writers.first { $0.stage != stage && $0.pattern.matches(path) }
    return found.flatMap { pending[$0.stage] }
  }
}
