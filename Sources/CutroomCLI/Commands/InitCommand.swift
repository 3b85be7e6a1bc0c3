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
    let folder = try makeFolder(path)
    let isNew = try folder.facts("pipeline.json") == nil
    _ = try Workspace.create(path, pipeline: DefaultPipeline.value, clock: context.clock)
    if context.wantsJSON {
      context.answer(["path": .string(path), "created": .bool(isNew)])
      return .done
    }
    context.say(path)
    context.note(
      isNew
        ? "made a workspace. Put feeds into feeds/, pictures into library/; then: cutroom new"
        : "it is a workspace already; its pipeline.json was left as it is"
    )
    return .done
  }

  /// Opens the folder, made with those above it where missing.
  private func makeFolder(_ path: String) throws(SystemError) -> Folder {
    var above = path[...]
    while !above.isEmpty {
      do throws(SystemError) {
        let rest = path[above.endIndex...].drop { $0 == "/" }
        let folder = try Folder.open(String(above))
        return rest.isEmpty ? folder : try folder.makeFolder(String(rest))
      } catch {
        guard error.code == .noSuchFile else { throw error }
      }
      above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)]
    }
    return try Folder.open("/").makeFolder(String(path.drop { $0 == "/" }))
  }
}
