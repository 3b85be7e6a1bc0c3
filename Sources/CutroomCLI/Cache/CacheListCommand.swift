import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom cache list`.
struct CacheListCommand: Command {
  let name = "cache list"
  let summary = "the entries of the cache, those first that were used least lately"
  let details = [
    "They go in this order when room is needed; those that are pinned, or held by a process at work, "
      + "stand last and stay."
  ]
  let positionals = [CacheWords.part]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let kind = try CacheWords.part(arguments)
    return try context.lookIntoCache(of: context.workspace()) { cache in
      let entries = try cache?.list().filter { kind == nil || $0.key.kind == kind } ?? []
      return try tell(entries.map { ($0, try subject(of: $0, in: cache)) }, context)
    }
  }

  private typealias Entry = (listing: CacheListing, subject: CacheSubject?)

  private func tell(_ entries: [Entry], _ context: Context) throws -> ExitCode {
    let now = context.clock.now()
    if context.wantsJSON {
      context.answer([
        "entries": .array(entries.map { answer($0.listing, $0.subject, now) })
      ])
      return .done
    }
    var table = TextTable(rightAligned: [1, 3])
    for (entry, subject) in entries {
      table.add([
        CacheWords.short(entry.key), Amounts.bytes(entry.bytes), CacheWords.time(entry.lastUsed),
        "\(entry.uses) x", state(entry, now), subject?.line ?? "",
      ])
    }
    context.say(table)
    if entries.isEmpty { context.note("nothing is kept there") }
    return .done
  }

  private func subject(of entry: CacheListing, in cache: Cache?) throws -> CacheSubject? {
    try cache?.about(entry.key).map { CacheSubject($0) }
  }

  private func state(_ entry: CacheListing, _ now: Int64) -> String {
    if entry.isPinned { return "pinned" }
    if entry.isHeld { return "in use" }
    return entry.expiresAt <= now ? "expired" : ""
  }

  private func answer(_ entry: CacheListing, _ subject: CacheSubject?, _ now: Int64) -> JSONValue {
    [
      "key": .string(entry.key.description), "ending": .string(entry.ending),
      "files": .integer(Int64(entry.files)), "bytes": .integer(entry.bytes),
      "createdAt": .string(CacheWords.time(entry.createdAt)),
      "expiresAt": .string(CacheWords.time(entry.expiresAt)),
      "lastUsedAt": .string(CacheWords.time(entry.lastUsed)),
      "uses": .integer(Int64(clamping: entry.uses)), "pinned": .bool(entry.isPinned),
      "held": .bool(entry.isHeld), "expired": .bool(entry.expiresAt <= now),
      "subject": .object(subject?.members ?? [:]),
    ]
  }
}
