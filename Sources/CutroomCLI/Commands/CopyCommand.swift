import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom copy`.
struct CopyCommand: Command {
  let name = "copy"
  let summary = "make a second project out of one"
  let details = [
    "The copy is as fresh as the project: nothing of it has to be made again. Its files share room "
      + "on the disk where the file system can do that, until one of them changes."
  ]
  let positionals = [CommonOptions.project, CommonOptions.newProject]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let newID = try arguments.needID(CommonOptions.newProject)
    let project = try context.project(arguments.need(CommonOptions.project))
    try project.refuseNewer()
    let (copy, leftOut) = try context.withSession(project, command: "copy") { session, _ in
      let progress = TransferProgress("copy", of: newID.description, context)
      return try progress.during { try session.copy(to: newID, progress: progress.advance) }
    }
    if context.wantsJSON {
      context.answer([
        "projectId": .string(newID.description), "path": .string(copy.tree.root.path),
        "from": .string(project.id.description), "leftOut": .array(leftOut.map(\.json)),
      ])
    } else {
      for file in leftOut { context.note("left out \(file.path.printable): \(file.reason)") }
      context.note("made \(newID), a copy of \(project.id)")
    }
    return .done
  }
}

extension LeftOut {
  var json: JSONValue { ["path": .string(path), "reason": .string(reason)] }
}
