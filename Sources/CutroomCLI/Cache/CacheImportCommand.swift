import CutroomModel
import CutroomStore

/// `cutroom cache import`.
struct CacheImportCommand: Command {
  let name = "cache import"
  let summary = "take entries into the cache that were exported elsewhere"
  let details = [
    "Every byte is compared with the hash that its entry names. An entry that is there and good stays "
      + "as it is, and nothing goes to make room: what does not fit is not taken. Where an entry is "
      + "not what it says, the others are taken and the exit code is 4. Import only what you would "
      + "also render: nobody can tell whether a file is what was once asked for."
  ]
  let positionals = [file]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  private static let file = Positional("FILE", help: "what `cutroom cache export` wrote")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let path = context.absolute(try arguments.need(Self.file))
    let cache = try context.cache()
    let progress = TransferProgress("cache import", of: "cache", context)
    let entries: [ImportedEntry]
    do {
      entries = try progress.during { try cache.takeIn(path, progress: progress.advance) }
    } catch { throw Self.fault(error) }
    let isWrong = entries.contains { $0.result.word == "wrong" }
    if context.wantsJSON {
      context.answer(["entries": .array(entries.map(answer))])
    } else {
      tell(entries, context)
    }
    return isWrong ? .invalid : .done
  }

  private static func fault(_ error: any Error) -> any Error {
    switch error {
    case ArchiveError.refused(let archive, let entry, let reason):
      Fault(
        .unavailable,
        "archive-refused",
        "\(archive): \(entry.map { "\($0): " } ?? "")\(reason)",
        path: archive,
        hint:
          "Nothing was taken. What `cutroom cache export` writes is what `cutroom cache import` "
          + "reads."
      )
    case StoreError.newer(let path, let version, let supported):
      Fault(
        .newer,
        "newer-version",
        "\(path) is of format version \(version); this cutroom knows \(supported)",
        path: path,
        hint: "Nothing was taken. Update cutroom."
      )
    default: error
    }
  }

  private func answer(_ entry: ImportedEntry) -> JSONValue {
    [
      "key": .string(entry.key.description), "bytes": .integer(entry.bytes),
      "result": .string(entry.result.word),
      "reason": entry.result.reason.map { .string($0) } ?? .null,
    ]
  }

  private func tell(_ entries: [ImportedEntry], _ context: Context) {
    for entry in entries where entry.result != .taken && entry.result != .present {
      let reason = entry.result.reason.map { ": \($0)" } ?? ""
      context.say("\(entry.key)  \(entry.result.word)\(reason)")
    }
    let taken = entries.filter { $0.result == .taken }
    let bytes = taken.reduce(Int64(0)) { $0 + $1.bytes }
    context.note(
      "\(CacheWords.entries(taken.count)) of \(entries.count) taken, \(Amounts.bytes(bytes))"
    )
    let present = entries.count { $0.result == .present }
    if present > 0 {
      let verb = present == 1 ? "was" : "were"
      context.note("\(CacheWords.entries(present)) \(verb) there already")
    }
  }
}

extension ImportedEntry.Result {
  fileprivate var word: String {
    switch self {
    case .taken: "taken"
    case .present: "present"
    case .expired: "expired"
    case .refused: "refused"
    case .wrong: "wrong"
    }
  }

  fileprivate var reason: String? {
    switch self {
    case .taken, .present, .expired: nil
    case .refused(let refusal): refusal.description
    case .wrong(let reason): reason
    }
  }
}
