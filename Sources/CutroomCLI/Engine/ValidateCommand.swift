import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomValidation

/// `cutroom validate`.
struct ValidateCommand: Command {
  let name = "validate"
  let summary = "every fault of a project at once, each with its cure"
  let details = [
    "Nothing is made anew. Files that did not change since they were last measured are not read "
      + "again; --deep decodes everything whole, --quick looks at names and times alone where "
      + "nothing has changed. It ends with 4 where there is an error. Ctrl-C keeps what was measured.",
    "A folder (with a slash, or .) is looked at as the project it holds, or as mere media files; "
      + "nothing is written to it.",
    "A waiver takes a warning out of the findings, with your reason, until its last day. Errors "
      + "cannot be waived.",
  ]
  let positionals = [target]
  let options: [any OptionDeclaration] = [
    quick, deep, profile, waive, reason, until, unwaive, fix, dryRun, report, CommonOptions.json,
  ]

  static let target = Positional("ID", help: "the project's id, or a folder")
  static let quick = Flag("quick", help: "trust what is remembered of files that look unchanged")
  static let deep = Flag("deep", help: "hash and decode every file whole")
  static let profile = Option(
    "profile",
    "draft|standard|publish",
    .oneOf(ValidationProfile.allCases.map(\.rawValue)),
    help: "how strictly to judge; else settings.validation.profile"
  )
  static let waive = Option(
    "waive",
    "RULE[:PATH]",
    .text,
    help: "accept this rule's warnings, of all files or of those that PATH (a glob) names",
    isRepeated: true
  )
  static let reason = Option("reason", "TEXT", .text, help: "why they are accepted")
  static let until = Option("until", "DATE", .date, help: "the last day of it, such as 2027-12-31")
  static let unwaive = Option(
    "unwaive",
    "RULE[:PATH]",
    .text,
    help: "take such a waiver back",
    isRepeated: true
  )
  static let fix = Flag("fix", help: "mend what can be mended without losing anything")
  static let dryRun = Flag("dry-run", help: "with --fix: show what would be mended")
  static let report = Option(
    "report",
    "FILE.html",
    .text,
    help: "write a page for a browser: the timeline drawn, each finding beside a picture"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let request = try ValidateRequest(arguments)
    if let folder = request.folder { return try FolderValidation(folder, request, context).run() }
    let project = try context.project(request.target)
    try WaiverDesk(project, context).settle(request)
    if request.isOnlyQuick {
      let profile = request.profile ?? context.settings(of: project)?.profile ?? .standard
      if let report = Gate.remembered(of: project, profile: profile) {
        return ValidationAnswer(report, of: project.id).give(to: context)
      }
    }
    return try ProjectValidation(project, request, context).run()
  }
}
