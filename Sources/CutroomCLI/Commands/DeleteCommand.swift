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
    let (session, _) = try context.session(project, command: "delete")
    let name = try session.moveToTrash()
    if context.wantsJSON {
      let place = ".cutroom/\(id)/trash/\(name)"
      context.answer(["projectId": .string(id.description), "path": .string(place)])
    } else {
      context.note("\(id) is in the trash; `cutroom undelete \(id)` brings it back")
    }
    return .done
  }
}

/// `cutroom undelete`.
struct UndeleteCommand: Command {
  let name = "undelete"
  let summary = "bring a project back from the trash"
  let details = ["Where a project of that id was deleted more than once, the last one comes back."]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let id = try arguments.need(CommonOptions.project)
    let project: Project
    do { project = try workspace.undelete(id) } catch StoreError.unknownProject(_, let known) {
      throw fault(id, known)
    }
    if context.wantsJSON {
      context.answer([
        "projectId": .string(id), "path": .string("public/projects/\(project.id)"),
      ])
    } else {
      context.note("\(id) is back")
    }
    return .done
  }

  private func fault(_ id: String, _ known: [String]) -> Fault {
    let hint =
      known.isEmpty ? "The trash holds no project." : "There: \(known.joined(separator: ", "))"
    return Fault(
      .usage,
      "unknown-project",
      "the trash holds no project \"\(id)\"",
      hint: hint
    )
  }
}
