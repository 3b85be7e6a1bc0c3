import CutroomModel
import CutroomStore

/// `cutroom backup list`.
struct BackupListCommand: Command {
  let name = "backup list"
  let summary = "backups of each document, newest first"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let state = try ProjectLedger.load(project).state
    let made = state.items.values.flatMap(\.values).flatMap(\.outputs).map(\.path)
    let backups = try project.backups(
      recorded: Set(made + state.files.keys),
      replacedAt: state.replacedAt
    )
    if context.wantsJSON {
      let list = backups.map(Self.answer)
      context.answer(["projectId": .string(project.id.description), "backups": .array(list)])
      return .done
    }
    var table = TextTable(rightAligned: [1, 3])
    for backup in backups {
      table.add([
        backup.document.description, "\(backup.generation)", Self.time(backup.writtenAt),
        Amounts.bytes(backup.size), backup.fault.map { "unusable: \($0)" } ?? "valid",
      ])
    }
    context.say(table)
    if backups.isEmpty { context.note("no document of \(project.id) was written twice yet") }
    return .done
  }

  static func answer(_ backup: Backup) -> JSONValue {
    [
      "document": .string(backup.document.description), "path": .string(backup.path),
      "generation": .integer(Int64(backup.generation)), "bytes": .integer(backup.size),
      "writtenAt": .string(time(backup.writtenAt)), "keptAt": .string(time(backup.keptAt)),
      "valid": .bool(backup.isValid), "fault": backup.fault.map { .string($0) } ?? .null,
    ]
  }

  private static func time(_ microseconds: Int64) -> String {
    Instant(microseconds: microseconds / 1_000_000 * 1_000_000).iso8601
  }
}
