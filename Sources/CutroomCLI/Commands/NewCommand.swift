import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// `cutroom new`.
struct NewCommand: Command {
  let name = "new"
  let summary = "make a project"
  let details = ["It prints the project's id, which every other command takes."]
  let positionals = [title]
  let options: [any OptionDeclaration] = [id, pipeline, CommonOptions.json]

  private static let title = Positional("TITLE", help: "what the video is called, in any script")
  private static let id = Option(
    "id",
    "ID",
    .projectID,
    help: "its id: a-z, 0-9, _ and -; else one is made up"
  )
  private static let pipeline = Option(
    "pipeline",
    "FILE",
    .text,
    help: "stages of its own, instead of the workspace's pipeline.json"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let title = try checked(arguments.need(Self.title))
    let pipeline = try arguments[Self.pipeline].map { try PipelineText.read($0, context) }
    let workspace = try context.workspace()
    let id = arguments[Self.id] ?? generatedID(context)
    guard let id else { throw UsageError.other("no id could be made up", hint: "Give one: --id") }
    let project = try workspace.createProject(id: id, title: title, pipeline: pipeline)
    let path = project.tree.root.path
    if context.wantsJSON {
      context.answer(["projectId": .string(id.description), "path": .string(path)])
    } else {
      context.say(id.description)
      context.note("made \(path.printable); next: cutroom run \(id)")
    }
    return .done
  }

  private func checked(_ title: String) throws(UsageError) -> String {
    let isBlank = title.allSatisfy(\.isWhitespace)
    guard !isBlank else { throw .other("TITLE is empty", hint: nil) }
    guard title == title.printable else {
      throw .other("TITLE must be one line of text", hint: nil)
    }
    guard title.utf8.count <= 1000 else {
      throw .other("TITLE is longer than 1000 bytes", hint: nil)
    }
    return title
  }

  private func generatedID(_ context: Context) -> ProjectID? {
    ProjectID.generated(milliseconds: context.clock.now() / 1000, random: RandomName.hex(8))
  }
}
