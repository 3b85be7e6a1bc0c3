import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom init`.
struct InitCommand: Command {
  let name = "init"
  let summary = "make a workspace: pipeline.json and its folders"
  let details = ["What is there already stays as it is."]
  let positionals = [directory]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  private static let directory = Positional(
    "DIR",
    help: "the folder, made where missing; else the current one",
    isOptional: true
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let path = context.absolute(arguments[Self.directory] ?? ".")
    let folder = try MadeFolder.open(path)
    let isNew = try folder.facts("pipeline.json") == nil
    _ = try Workspace.create(
      path,
      pipeline: DefaultPipeline.value,
      clock: context.clock,
      isSingleWriter: context.isSingleWriter
    )
    if context.wantsJSON {
      context.answer(["path": .string(path), "created": .bool(isNew)])
      return .done
    }
    context.say(path)
    context.note(
      isNew
        ? "made a workspace. Put feeds into feeds/, pictures into library/; then: cutroom new \"TITLE\""
        : "it is a workspace already; its pipeline.json was left as it is"
    )
    return .done
  }
}
