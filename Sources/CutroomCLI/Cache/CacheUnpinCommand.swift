import CutroomModel
import CutroomStore

/// `cutroom cache unpin`.
struct CacheUnpinCommand: Command {
  let name = "cache unpin"
  let summary = "let entries of the cache go when room is needed"
  let positionals = [CacheKeys.positional]
  let options: [any OptionDeclaration] = [CacheOwner.option, CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let cache = try context.cache()
    let owner = try CacheOwner.of(arguments, context)
    let keys = try CacheKeys.find(arguments.all(CacheKeys.positional), in: cache)
    let unpinned = try keys.filter { try cache.unpin($0, for: owner) }
    let kept = try keys.map { (key: $0, owners: try cache.owners(of: $0)) }
      .filter { !$0.owners.isEmpty }
    if context.wantsJSON {
      let still = kept.map { key, owners -> JSONValue in
        [
          "key": .string(key.description),
          "for": .array(owners.map { .string($0.description) }),
        ]
      }
      context.answer([
        "unpinned": CacheWords.json(unpinned), "for": .string(owner.description),
        "stillPinned": .array(still),
      ])
      return .done
    }
    for key in unpinned { context.say(key.description) }
    context.note("\(CacheWords.entries(unpinned.count)) unpinned")
    for (key, owners) in kept {
      let names = owners.map(\.description).joined(separator: ", ")
      context.note("\(CacheWords.short(key)) is still pinned for \(names)")
    }
    return .done
  }
}
