import CutroomModel
import CutroomStore

/// `cutroom migrate`.
struct MigrateCommand: Command {
  let name = "migrate"
  let summary = "bring documents to this program's format version, after a backup"
  let details = [
    "Nothing becomes stale by it. A project is migrated whole or not at all. With --to an older "
      + "program can read it; where that version has no place for something, nothing is written. "
      + "The next run brings it up again."
  ]
  let positionals = [Positional("ID", help: "the project's id", isOptional: true)]
  let options: [any OptionDeclaration] = [all, to, check, dryRun, CommonOptions.json]

  private static let all = Flag("all", help: "every project, and the workspace's pipeline.json")
  private static let to = Option(
    "to",
    "VERSION",
    .oneOf(versions),
    help: "the format version to write; else the newest"
  )
  private static let check = Flag("check", help: "change nothing; exit 3 where there is work")
  private static let dryRun = Flag("dry-run", help: "change nothing; show what would be done")

  private static var versions: [String] {
    var found: [String] = []
    for version in DocumentKind.allCases.flatMap(Migration.versions)
    where !found.contains(version) { found.append(version) }
    return found
  }

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let isCheck = arguments[Self.check]
    let isDryRun = isCheck || arguments[Self.dryRun]
    let version = arguments[Self.to]
    let workspace = try context.workspace()
    var work: [Migrated] = []
    if arguments[Self.all], let pending = try workspace.pendingPipelineMigration(to: version) {
      if !isDryRun { try workspace.migratePipeline(pending) }
      work.append(Migrated(project: nil, documents: [pending]))
    }
    for project in try projects(arguments, workspace) {
      let pending = try project.pendingMigrations(to: version)
      if !isDryRun, !pending.isEmpty { try migrate(project, to: version, context) }
      work.append(Migrated(project: project.id, documents: pending))
    }
    report(work, version, isDryRun: isDryRun, context)
    let isBehind = work.contains { !$0.documents.isEmpty }
    return isCheck && isBehind ? .stale : .done
  }

  private func projects(_ arguments: Arguments, _ workspace: Workspace) throws -> [Project] {
    let id = arguments.words.first
    guard arguments[Self.all] != (id != nil) else {
      throw UsageError.other(
        id == nil ? "ID is missing" : "ID and --all exclude each other",
        hint: "usage: cutroom migrate ID, or cutroom migrate --all"
      )
    }
    let ids = try id.map { [$0] } ?? workspace.projectIDs().map(\.description)
    return try ids.map { try workspace.project($0) }
  }

  private func migrate(_ project: Project, to version: String?, _ context: Context) throws {
    try context.withSession(project, command: "migrate") { session, _ in
      // Once more under the lock: somebody may have been at it.
      try session.migrate(project.pendingMigrations(to: version))
    }
  }

  private struct Migrated {
    /// Nil for the workspace itself.
    var project: ProjectID?
    var documents: [PendingMigration]

    var json: JSONValue {
      [
        "projectId": project.map { .string($0.description) } ?? .null,
        "documents": .array(
          documents.map {
            [
              "path": .string($0.path.description), "from": .string($0.from),
              "to": .string($0.to),
            ]
          }
        ),
      ]
    }
  }

  private func report(
    _ work: [Migrated],
    _ version: String?,
    isDryRun: Bool,
    _ context: Context
  ) {
    if context.wantsJSON {
      context.answer(["dryRun": .bool(isDryRun), "migrated": .array(work.map(\.json))])
      return
    }
    for part in work {
      let place = part.project.map { "\($0): " } ?? ""
      for document in part.documents {
        context.say("\(place)\(document.path): \(document.from) -> \(document.to)")
      }
    }
    let count = work.reduce(0) { $0 + $1.documents.count }
    let documents = count == 1 ? "document" : "documents"
    context.note(
      count == 0
        ? "everything is of " + (version.map { "version \($0)" } ?? "the current version")
        : "\(count) \(documents) \(isDryRun ? "to migrate" : "migrated")"
    )
  }
}
