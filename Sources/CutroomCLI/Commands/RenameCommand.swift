import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// `cutroom rename`.
struct RenameCommand: Command {
  let name = "rename"
  let summary = "give a project another id"
  let details = [
    "All that belongs to it comes along, nothing becomes stale, and its title stays. Projects of the "
      + "old id that are in the trash stay there under it."
  ]
  let positionals = [CommonOptions.project, CommonOptions.newProject]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let newID = try arguments.needID(CommonOptions.newProject)
    let project = try context.project(arguments.need(CommonOptions.project))
    try project.refuseNewer()
    let renamed = try context.withSession(project, command: "rename") { session, _ in
      try session.rename(to: newID) { error in
        context.note(
          "\(project.id) is now \(newID); the next command for it does the rest: "
            + Fault(error).message
        )
      }
    }
    do { try renamed.workspace.moveCosts(from: project.id, to: newID) } catch {
      context.note("what \(project.id) cost does not count for \(newID): \(Fault(error).message)")
    }
    do {
      try WorkspaceCache(renamed.workspace).openIfThere()?.movePins(from: project.id, to: newID)
    } catch {
      context.note(
        "what \(project.id) pinned in the cache is not pinned for \(newID): \(Fault(error).message)"
      )
    }
    if context.wantsJSON {
      context.answer([
        "projectId": .string(newID.description), "path": .string(renamed.tree.root.path),
        "from": .string(project.id.description),
      ])
    } else {
      context.note("\(project.id) is now \(newID)")
    }
    return .done
  }
}

extension Arguments {
  /// The word of a positional that must be the id of a project, which need not exist.
  func needID(_ positional: Positional) throws(UsageError) -> ProjectID {
    let word = try need(positional)
    guard let id = ProjectID(word) else {
      throw .other(
        "\"\(word)\" cannot be the id of a project",
        hint: "It is of a-z, 0-9, _ and -, not beginning with a sign, at most 64 characters."
      )
    }
    return id
  }
}
