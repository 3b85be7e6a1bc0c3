import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// `cutroom cache stat`.
struct CacheStatCommand: Command {
  let name = "cache stat"
  let summary = "what the cache holds, and how much it may"
  let details = [
    "Pictures, clips and music (media), spoken lines (tts) and results of other items (items). The "
      + "limits are those of the workspace's pipeline.json: settings.cache."
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let limits = try PipelineDefinition.load(of: workspace).settings.cache
    let statistics = try context.lookIntoCache(of: workspace) { cache in
      try cache?.statistics() ?? CacheStatistics(limit: limits.bytes)
    }
    if context.wantsJSON {
      context.answer(answer(statistics, limits, in: workspace))
      return .done
    }
    var table = TextTable(rightAligned: [1, 2, 3])
    for kind in CacheKind.allCases {
      let part = statistics.parts[kind, default: .init()]
      let days = "for \(Amounts.count(days(kind, limits), "day"))"
      table.add([
        kind.rawValue, CacheWords.entries(part.entries), Amounts.bytes(part.bytes), days,
      ])
    }
    let entries = statistics.parts.values.reduce(0) { $0 + $1.entries }
    table.add([
      "all", CacheWords.entries(entries), Amounts.bytes(statistics.bytes),
      "of \(Amounts.gibibytes(statistics.limit))",
    ])
    context.say(table)
    tell(statistics, context)
    return .done
  }

  private func tell(_ statistics: CacheStatistics, _ context: Context) {
    let pinned = statistics.pinned
    if pinned.entries > 0 {
      context.note(
        "\(CacheWords.entries(pinned.entries)) pinned or in use, \(Amounts.bytes(pinned.bytes))"
      )
    }
    if statistics.recent > 0 {
      context.note("\(Amounts.bytes(statistics.recent)) besides for small entries kept last")
    }
    if statistics.quarantined > 0 {
      context.note(
        "\(Amounts.bytes(statistics.quarantined)) were found wrong and are kept aside; remove "
          + "them: cutroom cache gc"
      )
    }
    if statistics.downloads.entries > 0 {
      let count = Amounts.count(statistics.downloads.entries, "unfinished download")
      context.note("\(count), \(Amounts.bytes(statistics.downloads.bytes)) besides")
    }
    if statistics.bytes > statistics.limit {
      context.note("that is more than the limit, which was lowered; make it fit: cutroom cache gc")
    }
  }

  private func answer(
    _ statistics: CacheStatistics,
    _ limits: CacheLimits,
    in workspace: Workspace
  ) -> [String: JSONValue] {
    var parts: [String: JSONValue] = [:]
    for kind in CacheKind.allCases {
      var part = CacheWords.json(statistics.parts[kind, default: .init()])
      part["days"] = .integer(Int64(days(kind, limits)))
      parts[kind.rawValue] = part
    }
    return [
      "path": .string(workspace.tree.root.join("cache")), "limit": .integer(statistics.limit),
      "bytes": .integer(statistics.bytes), "parts": .object(parts),
      "pinned": CacheWords.json(statistics.pinned),
      "quarantined": .integer(statistics.quarantined), "reserved": .integer(statistics.reserved),
      "recent": .integer(statistics.recent),
      "downloads": CacheWords.json(statistics.downloads),
    ]
  }

  private func days(_ kind: CacheKind, _ limits: CacheLimits) -> Int {
    switch kind {
    case .media: limits.mediaDays
    case .tts: limits.ttsDays
    case .items: limits.itemDays
    }
  }
}
