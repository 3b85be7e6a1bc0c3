import CutroomModel
import CutroomStore

/// `cutroom credits`.
struct CreditsCommand: Command {
  let name = "credits"
  let summary = "whom to name for what the video shows and plays"
  let details = [
    "From the sidecars of the pictures, clips and music of the timeline, in the words that their "
      + "licences, or the services they are from, ask for. Works of which licence, author or source "
      + "must be known and is not are named too; with --check they end it with 4."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [format, check, CommonOptions.json]

  private static let format = Option(
    "format",
    "text|markdown|html",
    .oneOf(["text", "markdown", "html"]),
    help: "how it is written; html is a section to be put into a page"
  )
  private static let check = Flag("check", help: "exit 4 where something is not known")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let sheet = try ProjectCredits.read(project)
    let exit: ExitCode = arguments[Self.check] && !sheet.incomplete.isEmpty ? .invalid : .done
    if context.wantsJSON {
      context.answer(["projectId": .string(project.id.description), "credits": sheet.json])
      return exit
    }
    switch arguments[Self.format] ?? "text" {
    case "html": context.output.write(bytes: PageWriter.fragment(sheet.html))
    case "markdown": if !sheet.markdown.isEmpty { context.say(sheet.markdown) }
    default: if !sheet.plain.isEmpty { context.say(sheet.plain) }
    }
    if sheet.credits.isEmpty { context.note("nobody is to be named: all of it is cutroom's own") }
    for credit in sheet.incomplete { context.note(Self.words(credit)) }
    return exit
  }

  private static func words(_ credit: Credit) -> String {
    let file = credit.files.joined(separator: ", ")
    if credit.gaps == [.sidecar] { return "\(file): no sidecar says whose it is" }
    return "\(file): no \(credit.gaps.map(\.rawValue).joined(separator: " and no ")) is given"
  }
}
