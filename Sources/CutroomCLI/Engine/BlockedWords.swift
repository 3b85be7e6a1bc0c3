import CutroomModel
import CutroomPipeline

/// What is blocked by what, traced to where it began: one line for each such place.
enum BlockedWords {
  /// `isAll`: everything was asked for, so that what is missing is a file that nothing makes.
  static func lines(_ blocked: [RunMachine.Blocked], isAll: Bool) -> [String] {
    let why = isAll ? ": it is not there, and no stage has made it" : ""
    return places(blocked).map { place in
      let who = stages(of: place.keys, inOrderOf: blocked).joined(separator: ", ")
      return "\(who) \(place.keys.count == 1 ? "is" : "are") blocked by \(place.root)\(why)"
    }
  }

  private static func places(
    _ blocked: [RunMachine.Blocked]
  ) -> [(root: String, keys: Set<ItemKey>)] {
    let causes = Dictionary(blocked.map { ($0.key.description, $0.by) }) { first, _ in first }
    var roots: [String] = []
    var blockedBy: [String: [ItemKey]] = [:]
    for entry in blocked {
      let root = root(of: entry.by, causes)
      if blockedBy[root] == nil { roots.append(root) }
      blockedBy[root, default: []].append(entry.key)
    }
    return roots.map { ($0, Set(blockedBy[$0] ?? [])) }
  }

  /// A word for each stage: its one item, or how many.
  private static func stages(
    of keys: Set<ItemKey>,
    inOrderOf blocked: [RunMachine.Blocked]
  ) -> [String] {
    let order = blocked.map(\.key.stage).reduce(into: [String]()) { order, stage in
      if !order.contains(stage) { order.append(stage) }
    }
    return order.compactMap { stage in
      let here = keys.filter { $0.stage == stage }
      guard here.count > 1 else { return here.first?.words }
      return "\(stage): \(here.count) items"
    }
  }

  private static func root(of cause: String, _ causes: [String: String]) -> String {
    var cause = cause
    var seen: Set<String> = []
    while let next = causes[cause], seen.insert(cause).inserted { cause = next }
    return cause
  }
}

extension ItemKey {
  /// The stage alone where its items are not known.
  fileprivate var words: String { item == "*" ? stage : description }
}
