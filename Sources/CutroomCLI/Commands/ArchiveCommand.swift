import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom archive`.
struct ArchiveCommand: Command {
  let name = "archive"
  let summary = "write a project into one file"
  let details = [
    "A zip archive with a manifest of every file's hash, and everything in it that `cutroom import` "
      + "needs for a project as fresh as this one. FILE appears when it is whole.",
    "A project with damaged outputs is archived with --force only; the manifest names them.",
  ]
  let positionals = [CommonOptions.project, file]
  let options: [any OptionDeclaration] = [force, CommonOptions.json]

  private static let file = Positional(
    "FILE",
    help: "what to write; else ID.zip in the current folder",
    isOptional: true
  )
  private static let force = Flag("force", help: "replace FILE; archive also what is damaged")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let target = arguments[Self.file] ?? "\(project.id).zip"
    let path = context.absolute(target)
    guard !path.hasSuffix("/") else {
      throw UsageError.other("\"\(target)\" is the name of a folder", hint: nil)
    }
    try project.refuseNewer()
    let summary = try context.withSession(project, command: "archive") { session, _ in
      let progress = TransferProgress("archive", of: project.id.description, context)
      return try progress.during {
        try session.archive(
          to: path,
          isForced: arguments[Self.force],
          program: Program.version,
          progress: progress.advance
        )
      }
    }
    tell(summary, of: project, at: path, context)
    return .done
  }

  private func tell(
    _ summary: ArchiveSummary,
    of project: Project,
    at path: String,
    _ context: Context
  ) {
    if context.wantsJSON {
      context.answer([
        "projectId": .string(project.id.description), "path": .string(path),
        "files": .integer(Int64(summary.files)), "bytes": .integer(summary.bytes),
        "damaged": .array(summary.damaged.map { .string($0) }),
        "leftOut": .array(summary.leftOut.map(\.json)),
      ])
      return
    }
    for name in summary.damaged {
      context.note("archived without or as damaged: \(name.printable)")
    }
    for file in summary.leftOut {
      context.note("left out \(file.path.printable): \(file.reason)")
    }
    context.say(path)
    context.note("\(summary.files) files of \(project.id), \(Amounts.bytes(summary.bytes))")
  }
}
