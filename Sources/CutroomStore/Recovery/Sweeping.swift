import CutroomModel
import CutroomSystem

extension ProjectSession {
  /// Removes what was kept long enough: superseded bytes, and documents that no record needs any more.
  func sweepKept() throws {
    let limit = Keeping.limit(days: keeping.replacedDays, before: project.clock.now())
    let needed = withState { $0.contentsNeeded(since: limit) }
    try sweep(try project.control("superseded"), before: limit, keeping: [])
    try sweep(try project.state().folder("objects"), before: limit, keeping: needed)
  }

  /// Removes attempts that ended in a failed commit, durably: whoever comes next sweeps only after
  /// an end that left a sign.
  func sweepAttempts() throws {
    let unfinished = withState { Set($0.produced.values.map(\.attempt)) }
    let attempts = try project.control("attempts")
    for name in try attempts.everyName() {
      let attempt = name.text.map { String($0.prefix { $0 != "." }) }
      if let attempt, unfinished.contains(attempt) { continue }
      try attempts.removeTree(name)
    }
    try attempts.sync()
  }

  // A file's change time is when it got here: making, linking and unlinking set it, and no editor
  // can set it back.
  private func sweep(_ folder: Folder, before limit: Int64, keeping needed: Set<Digest>) throws {
    for name in try folder.names() {
      guard let digest = Digest(name), !needed.contains(digest), let facts = try folder.facts(name),
        facts.kind == .regular, facts.changed / 1000 < limit
      else { continue }
      try folder.remove(name)
    }
  }
}

extension ProjectState {
  /// The contents that items have now, or had at some moment since `limit` (microseconds).
  func contentsNeeded(since limit: Int64) -> Set<Digest> {
    var needed = Set(versionsInForce.map(\.content))
    needed.formUnion(produced.values.flatMap(\.item.outputs).map(\.content))
    for (key, generations) in superseded {
      var replacedAt = self[key]?.at
      for item in generations.reversed() {
        if (replacedAt ?? item.at) >= limit { needed.formUnion(item.outputs.map(\.content)) }
        replacedAt = item.at
      }
    }
    return needed
  }
}
