import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom import`.
struct ImportCommand: Command {
  let name = "import"
  let summary = "make a project out of an archive"
  let details = [
    "Every file is compared with the archive's manifest before the project appears. Documents of an "
      + "older format version are migrated. An archive that is anything but what `cutroom archive` "
      + "writes is refused, and leaves nothing behind."
  ]
  let positionals = [file]
  let options: [any OptionDeclaration] = [id, CommonOptions.json]

  private static let file = Positional("FILE", help: "what `cutroom archive` wrote")
  private static let id = Option(
    "id",
    "ID",
    .projectID,
    help: "its id here; else the one that it had"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let path = context.absolute(try arguments.need(Self.file))
    let workspace = try context.workspace()
    let id = arguments[Self.id]
    let progress = TransferProgress("import", of: id?.description ?? "project", context)
    let imported = try progress.during {
      try workspace.importProject(from: path, as: id, progress: progress.advance)
    }
    if context.wantsJSON {
      context.answer(answer(imported))
    } else {
      tell(imported, context)
    }
    return .done
  }

  private func answer(_ imported: ImportedProject) -> [String: JSONValue] {
    [
      "projectId": .string(imported.project.id.description),
      "path": .string(imported.project.tree.root.path),
      "files": .integer(Int64(imported.files)), "bytes": .integer(imported.bytes),
      "migrated": .array(imported.migrated.map { .string($0.path.description) }),
      "damaged": .array(imported.damaged.map { .string($0) }),
      "ownPipeline": .bool(imported.hasOwnPipeline),
    ]
  }

  private func tell(_ imported: ImportedProject, _ context: Context) {
    let id = imported.project.id
    for document in imported.migrated {
      context.note("migrated \(document.path): \(document.from) -> \(document.to)")
    }
    for name in imported.damaged {
      context.note("was damaged when it was archived: \(name.printable)")
    }
    if imported.hasOwnPipeline {
      context.note("it has stages of its own, which may start any program: read its pipeline.json")
    }
    context.say(id.description)
    context.note("made \(imported.project.tree.root.path.printable); next: cutroom status \(id)")
  }
}
