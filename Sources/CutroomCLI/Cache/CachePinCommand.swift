import CutroomModel
import CutroomStore

/// `cutroom cache pin`.
struct CachePinCommand: Command {
  let name = "cache pin"
  let summary = "keep entries of the cache, whatever else needs room"
  let details = [
    "A pinned entry stays until it is unpinned, also when it is too old to be used; one that is pinned "
      + "for a project as long as there is that project."
  ]
  let positionals = [CacheKeys.positional]
  let options: [any OptionDeclaration] = [CacheOwner.option, CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let cache = try context.cache()
    let owner = try CacheOwner.of(arguments, context)
    let keys = try CacheKeys.find(arguments.all(CacheKeys.positional), in: cache)
    for key in keys { try cache.pin(key, for: owner) }
    if context.wantsJSON {
      context.answer(["pinned": CacheWords.json(keys), "for": .string(owner.description)])
      return .done
    }
    for key in keys { context.say(key.description) }
    context.note("\(CacheWords.entries(keys.count)) pinned")
    return .done
  }
}
