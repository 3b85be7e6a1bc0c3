import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom cache verify`.
struct CacheVerifyCommand: Command {
  let name = "cache verify"
  let summary = "read every byte of the cache"
  let details = [
    "An entry whose bytes are not those that were kept is put aside, and is got or made again when it "
      + "is asked for; the exit code is 4 then. Others may work with the cache meanwhile."
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let cache = try context.cache()
    let progress = TransferProgress("cache verify", of: "cache", context)
    let result = try progress.during {
      try cache.verify { done, _, total in progress.advance(done.bytes, total) }
    }
    let code: ExitCode = result.wrong.isEmpty ? .done : .invalid
    if context.wantsJSON {
      context.answer([
        "entries": .integer(Int64(result.entries)), "bytes": .integer(result.bytes),
        "wrong": CacheWords.json(result.wrong), "missing": CacheWords.json(result.missing),
      ])
      return code
    }
    for key in result.wrong { context.say("\(key)  wrong") }
    for key in result.missing { context.say("\(key)  missing") }
    let read = "\(CacheWords.entries(result.entries)) read, \(Amounts.bytes(result.bytes))"
    var faults: [String] = []
    if !result.wrong.isEmpty {
      faults.append(
        "\(result.wrong.count) wrong, put aside: `cutroom cache gc` removes what is aside"
      )
    }
    if !result.missing.isEmpty { faults.append("\(result.missing.count) removed by hand") }
    let verdict = faults.isEmpty ? "all are what was kept" : faults.joined(separator: "; ")
    context.note("\(read): \(verdict)")
    return code
  }
}
