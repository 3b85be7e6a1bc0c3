import CutroomModel
import CutroomStore

/// `cutroom cache unpin`.
struct CacheUnpinCommand: Command {
  let name = "cache unpin"
  let summary = "let entries of the cache go when room is needed"
  let positionals = [CacheKeys.optional]
  let options: [any OptionDeclaration] = [all, CacheOwner.option, CommonOptions.json]

  private static let all = Flag("all", help: "every entry that is pinned so")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let cache = try context.cache()
    let owner = try CacheOwner.ofPins(arguments, context, in: cache)
    let words = arguments.all(CacheKeys.optional)
    guard words.isEmpty == arguments[Self.all] else {
      let complaint = words.isEmpty ? "nothing says what to let go" : "KEY and --all are given both"
      throw UsageError.other(complaint, hint: "Name entries by their KEY, or say --all.")
    }
    let keys =
      words.isEmpty
      ? try cache.list().filter(\.isPinned).map(\.key) : try CacheKeys.find(words, in: cache)
    func letGo(_ key: CacheKey) throws -> Bool {
      // Of all there are, one may be gone since, such as by hand.
      do { return try cache.unpin(key, for: owner) } catch CacheError.unknown
        where words.isEmpty
      { return false }
    }
    let unpinned = try keys.filter(letGo)
    // Of all there are, the pins of others are no surprise.
    let kept =
      try words.isEmpty
      ? []
      : keys.map { (key: $0, owners: try cache.owners(of: $0)) }
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
