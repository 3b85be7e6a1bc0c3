import CutroomModel
import CutroomStore

/// `cutroom backup restore`.
struct BackupRestoreCommand: Command {
  let name = "backup restore"
  let summary = "put an earlier version of a document back"
  let details = [
    "What stands there now is kept: as the newest backup, or as FILE.corrupt-TIME where it cannot "
      + "be read."
  ]
  let positionals = [CommonOptions.project, file, generation]
  let options: [any OptionDeclaration] = [recorded, CommonOptions.json]

  private static let file = Positional("FILE", help: "the document, such as scripts/garden.json")
  private static let generation = Positional(
    "N",
    help: "which backup, 1 the newest; else the newest valid one",
    isOptional: true
  )
  private static let recorded = Flag("recorded", help: "the version that the journal names")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let path = try documentPath(arguments.need(Self.file), in: project, context)
    let number = try generation(arguments)
    let (isChanged, source) = try context.withSession(
      project,
      command: "backup restore",
      thoroughness: .documents
    ) { session, _ in
      if arguments[Self.recorded] {
        return (try session.restoreRecorded(path), "the recorded version")
      }
      let backup = try choose(number, of: path, in: session)
      return (try session.restore(backup), backup.path)
    }
    report(path, isChanged: isChanged, source: source, context)
    return .done
  }

  private func generation(_ arguments: Arguments) throws(UsageError) -> Int? {
    guard let text = arguments[Self.generation] else { return nil }
    if arguments[Self.recorded] { throw .other("N and --recorded exclude each other", hint: nil) }
    guard let number = Int(text), (1...9).contains(number) else {
      throw .other("N must be a whole number from 1 to 9, not \"\(text)\"", hint: nil)
    }
    return number
  }

  /// FILE as seen from the project, or as a path that leads into it.
  private func documentPath(
    _ text: String,
    in project: Project,
    _ context: Context
  ) throws(UsageError) -> ProjectPath {
    let inside = "public/projects/\(project.id)/"
    let short = text.firstRange(of: inside).map { String(text[$0.upperBound...]) } ?? text
    guard let path = ProjectPath(short) else {
      throw .other("FILE must be a path in the project, not \"\(text)\"", hint: nil)
    }
    return path
  }

  private func choose(
    _ number: Int?,
    of path: ProjectPath,
    in session: ProjectSession
  ) throws -> Backup {
    let recorded = session.recordedDocuments
    let backups = try session.project.backups(of: path, recorded: recorded)
    let chosen = backups.first { backup in
      number.map { $0 == backup.generation } ?? backup.isValid
    }
    if let chosen { return chosen }
    let what = number.map { "backup \($0)" } ?? "valid backup"
    throw Fault(
      .unavailable,
      "no-backup",
      "\(path) has no \(what)",
      path: path.description,
      hint: "`cutroom backup list \(session.project.id)` shows what there is."
    )
  }

  private func report(_ path: ProjectPath, isChanged: Bool, source: String, _ context: Context) {
    if context.wantsJSON {
      context.answer([
        "path": .string(path.description), "changed": .bool(isChanged), "source": .string(source),
      ])
    } else {
      context.note(
        isChanged
          ? "\(path) is \(source) again" : "\(path) has that value already; nothing was written"
      )
    }
  }
}
