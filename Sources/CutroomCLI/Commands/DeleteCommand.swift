import CutroomModel
import CutroomStore

/// `cutroom delete`.
struct DeleteCommand: Command {
  let name = "delete"
  let summary = "move a project to the trash"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let id = project.id
    let deleted = try context.withSession(project, command: "delete") { session, _ in
      try session.moveToTrash()
    }
    try project.workspace.setCostsAside(of: deleted)
    if context.wantsJSON {
      context.answer(["projectId": .string(id.description), "path": .string(deleted.path)])
    } else {
      context.note("\(id) is in the trash; `cutroom undelete \(id)` brings it back")
    }
    return .done
  }
}
