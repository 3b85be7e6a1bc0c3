import CutroomModel
import CutroomStore

/// `cutroom cache clear`.
struct CacheClearCommand: Command {
  let name = "cache clear"
  let summary = "empty the cache, or a part of it"
  let details = [
    "What may have cost money is got again when it is asked for. Entries that are pinned or in use stay."
  ]
  let positionals = [CacheWords.part]
  let options: [any OptionDeclaration] = [all, dryRun, CommonOptions.json]

  private static let all = Flag("all", help: "every part")
  private static let dryRun = Flag("dry-run", help: "only tell how much would go")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let kind = try CacheWords.part(arguments)
    guard (kind == nil) == arguments[Self.all] else {
      let complaint = kind == nil ? "nothing says what is to go" : "PART and --all are given both"
      throw UsageError.other(complaint, hint: "Name a part (media, tts, items), or say --all.")
    }
    let cache = try context.cache()
    let isDryRun = arguments[Self.dryRun]
    let report = try cache.clear(kind, isDry: isDryRun)
    let gone = Set(report.evicted)
    let left = try cache.list().filter { entry in
      (kind == nil || entry.key.kind == kind) && !gone.contains(entry.key)
    }
    let kept = KeptEntries(left, in: cache)
    if context.wantsJSON {
      context.answer([
        "dryRun": .bool(isDryRun), "part": kind.map { .string($0.rawValue) } ?? .null,
        "entries": .integer(Int64(report.evicted.count)), "freed": .integer(report.freed),
        "kept": kept.json,
      ])
      return .done
    }
    let verb = isDryRun ? "would be removed" : "removed"
    let count = CacheWords.entries(report.evicted.count)
    context.note("\(count) \(verb), \(Amounts.bytes(report.freed))")
    for line in kept.lines { context.note(line) }
    return .done
  }
}
