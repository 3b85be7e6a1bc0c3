import CutroomModel
import CutroomStore

/// `cutroom cache gc`.
struct CacheCleanCommand: Command {
  let name = "cache gc"
  let summary = "remove from the cache what is too old, wrong or over the limit"
  let details = [
    "Also pins of projects that are gone, pins that runs set a day ago or longer for what no item of "
      + "their project is made from any more or what is too old, unfinished downloads that nobody "
      + "went on with for seven days, and what killed processes left. What is pinned or in use stays. cache/media/index.json and "
      + "cache/tts/index.json are written anew."
  ]
  let options: [any OptionDeclaration] = [dryRun, CommonOptions.json]

  private static let dryRun = Flag("dry-run", help: "only show what would be removed")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let cache = try context.cache(of: workspace)
    let isDryRun = arguments[Self.dryRun]
    let isOwner = try CacheOwner.known(in: workspace)
    let isAsked = CacheOwner.asking(in: workspace)
    let progress = TransferProgress("cache gc", of: "cache", context)
    let report = try progress.during {
      try cache.clean(
        isDry: isDryRun,
        isOwner: isOwner,
        isAsked: isAsked,
        progress: progress.advance
      )
    }
    if context.wantsJSON {
      context.answer([
        "dryRun": .bool(isDryRun), "expired": CacheWords.json(report.expired),
        "evicted": CacheWords.json(report.evicted), "unpinned": CacheWords.json(report.unpinned),
        "unneeded": CacheWords.json(report.unneeded),
        "downloads": .array(report.downloads.map { .string($0) }),
        "freed": .integer(report.freed),
      ])
      return .done
    }
    for key in report.expired { context.say("\(key)  expired") }
    for key in report.evicted { context.say("\(key)  over the limit") }
    for key in report.unpinned { context.say("\(key)  pinned for a project that is gone") }
    for key in report.unneeded { context.say("\(key)  pinned for what no project needs any more") }
    for name in report.downloads { context.say("\(name)  an unfinished download") }
    let count = report.expired.count + report.evicted.count
    let verb = isDryRun ? "would be removed" : "removed"
    let freed = "\(Amounts.bytes(report.freed)) \(isDryRun ? "would be" : "are") free"
    context.note("\(CacheWords.entries(count)) \(verb), \(freed)")
    return .done
  }
}
