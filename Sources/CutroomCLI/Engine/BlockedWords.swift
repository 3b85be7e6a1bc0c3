import CutroomModel
import CutroomPipeline

/// What is blocked by what, summed up for each stage and traced to where it began.
enum BlockedWords {
  static func lines(_ blocked: [RunMachine.Blocked]) -> [String] {
    let causes = Dictionary(blocked.map { ($0.key.description, $0.by) }) { first, _ in first }
    var order: [Group] = []
    var members: [Group: [ItemKey]] = [:]
    for entry in blocked {
      let group = Group(stage: entry.key.stage, root: root(of: entry.by, causes))
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(entry.key)
    }
    return order.map { group in
      let keys = Set(members[group] ?? [])
      let who =
        keys.count > 1
        ? "\(group.stage): \(keys.count) items are" : "\(keys.first?.words ?? group.stage) is"
      return "\(who) blocked by \(group.root)"
    }
  }

  private struct Group: Hashable {
    let stage: String
    let root: String
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
