import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom backup prune`.
struct BackupPruneCommand: Command {
  let name = "backup prune"
  let summary = "remove old backups, never a document's newest valid one"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [days, dryRun, CommonOptions.json]

  private static let days = Option<Int>(
    "days",
    "N",
    .whole(0...36_500),
    help: "those kept longer; else what the settings say (backups.days, 7)"
  )
  private static let dryRun = Flag("dry-run", help: "only show what would be removed")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let days =
      arguments[Self.days] ?? context.settings(of: project)?.keeping.backupDays
      ?? Keeping().backupDays
    let isDryRun = arguments[Self.dryRun]
    let removed = try context.withSession(
      project,
      command: "backup prune",
      thoroughness: .documents
    ) { session, _ in try session.pruneBackups(days: days, isDryRun: isDryRun) }
    if context.wantsJSON {
      context.answer([
        "dryRun": .bool(isDryRun), "removed": .array(removed.map(BackupListCommand.answer)),
      ])
      return .done
    }
    for backup in removed { context.say(backup.path.printable) }
    let verb = isDryRun ? "would be removed" : "removed"
    context.note("\(removed.count) \(removed.count == 1 ? "backup" : "backups") \(verb)")
    return .done
  }
}
