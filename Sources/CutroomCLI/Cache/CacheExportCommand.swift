import CutroomModel
import CutroomStore

/// `cutroom cache export`.
struct CacheExportCommand: Command {
  let name = "cache export"
  let summary = "write entries of the cache into one file"
  let details = [
    "A zip archive that `cutroom cache import` reads elsewhere, of all entries or of those that are "
      + "named. FILE appears when it is whole. An entry that turns out wrong is put aside and left "
      + "out; the exit code is 4 then."
  ]
  let positionals = [file, keys]
  let options: [any OptionDeclaration] = [force, CommonOptions.json]

  private static let file = Positional("FILE", help: "what to write")
  private static let keys = Positional(
    "KEY",
    help: "\(CacheKeys.positional.help); else all",
    isOptional: true,
    isRepeated: true
  )
  private static let force = Flag("force", help: "replace FILE")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let target = try arguments.need(Self.file)
    let path = context.absolute(target)
    guard !path.hasSuffix("/") else {
      throw UsageError.other("\"\(target)\" is the name of a folder", hint: nil)
    }
    return try context.lookIntoCache(of: context.workspace()) { cache in
      guard let cache else {
        throw Fault(.unavailable, "no-cache", "nothing was ever kept in the cache")
      }
      return try export(cache, to: path, arguments, context)
    }
  }

  private func export(
    _ cache: Cache,
    to path: String,
    _ arguments: Arguments,
    _ context: Context
  ) throws -> ExitCode {
    let keys = try CacheKeys.find(arguments.all(Self.keys), in: cache)
    let progress = TransferProgress("cache export", of: "cache", context)
    let result = try progress.during {
      try cache.export(
        to: path,
        keys: keys.isEmpty ? nil : Set(keys),
        isForced: arguments[Self.force],
        program: Program.version,
        progress: progress.advance
      )
    }
    let code: ExitCode = result.wrong.isEmpty ? .done : .invalid
    if context.wantsJSON {
      context.answer([
        "path": .string(path), "entries": .integer(Int64(result.entries.count)),
        "bytes": .integer(result.bytes), "wrong": CacheWords.json(result.wrong),
      ])
      return code
    }
    for key in result.wrong { context.note("left out \(key): it is wrong, and was put aside") }
    context.say(path)
    let count = CacheWords.entries(result.entries.count)
    context.note("\(count) of the cache, \(Amounts.bytes(result.bytes))")
    return code
  }
}
