import CutroomModel
import CutroomStore

/// `cutroom undelete`.
struct UndeleteCommand: Command {
  let name = "undelete"
  let summary = "bring a project back from the trash"
  let details = [
    "`cutroom list --deleted` shows what is in the trash. Of several projects of one id the one "
      + "deleted last comes back, unless --deleted names another.",
    "Under another id its superseded outputs and the logs of its attempts stay behind.",
  ]
  let positionals = [Positional("ID", help: "the id that it had")]
  let options: [any OptionDeclaration] = [deletedAt, id, CommonOptions.json]

  private static let deletedAt = Option(
    "deleted",
    "TIME",
    .text,
    help: "the one deleted then: a time of `list --deleted`, or the beginning of one"
  )
  private static let id = Option(
    "id",
    "NEW-ID",
    .projectID,
    help: "bring it back under this id; else under the one that it had"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let deleted = try choose(arguments, in: workspace)
    let project: Project
    do {
      project = try workspace.undelete(deleted, as: arguments[Self.id])
    } catch StoreError.projectExists(let id) { throw taken(id, deleted) }
    try workspace.bringCostsBack(of: deleted, to: project.id)
    if context.wantsJSON {
      context.answer([
        "projectId": .string(project.id.description),
        "path": .string("public/projects/\(project.id)"), "from": .string(deleted.id.description),
        "deletedAt": .string(deleted.deletedAt.iso8601),
      ])
    } else {
      let name = project.id == deleted.id ? "" : " as \(project.id)"
      context.note("\(deleted.id) is back\(name); next: cutroom status \(project.id)")
    }
    return .done
  }

  private func choose(
    _ arguments: Arguments,
    in workspace: Workspace
  ) throws -> DeletedProject {
    let word = try arguments.need(positionals[0])
    let all = try ProjectID(word).map { try workspace.trash(of: $0) } ?? []
    guard let last = all.first else { throw unknown(word, try workspace.trash()) }
    guard let time = arguments[Self.deletedAt] else { return last }
    let start = time.hasSuffix("Z") ? String(time.dropLast()) : time
    let found = all.filter { $0.deletedAt.iso8601.hasPrefix(start) }
    if found.count == 1, !start.isEmpty { return found[0] }
    throw Fault(
      .usage,
      "unknown-deletion",
      found.isEmpty
        ? "no project \"\(word)\" was deleted at \(time)"
        : "\(found.count) projects \"\(word)\" were deleted at a time that begins with \(time)",
      hint: "There: \(all.map(\.deletedAt.iso8601).joined(separator: ", "))"
    )
  }

  private func unknown(_ word: String, _ trash: [DeletedProject]) -> Fault {
    let near = NearNames.of(word, among: trash.map(\.id.description))
    var hint = "`cutroom list --deleted` shows what is there."
    if trash.isEmpty { hint = "The trash holds no project." }
    if let first = near.first { hint = "Did you mean \(first)? \(hint)" }
    return Fault(
      .usage,
      "unknown-project",
      "the trash holds no project \"\(word)\"",
      hint: hint
    )
  }

  private func taken(_ id: String, _ deleted: DeletedProject) -> Fault {
    Fault(
      .usage,
      "project-exists",
      "there is a project \(id) already",
      path: deleted.path,
      hint: "It is still in the trash. Bring it back under another id: "
        + "cutroom undelete \(deleted.id) --id NEW-ID"
    )
  }
}
