import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom list`.
struct ListCommand: Command {
  let name = "list"
  let summary = "the projects of the workspace"
  let options: [any OptionDeclaration] = [deleted, CommonOptions.json]

  private static let deleted = Flag("deleted", help: "those in the trash instead")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    if arguments[Self.deleted] { return listTrash(try workspace.trash(), in: workspace, context) }
    let summaries = try workspace.projectIDs().map { id -> ProjectSummary in
      do { return ProjectSummary(try workspace.project(id.description)) } catch {
        return ProjectSummary(unreadable: id, Fault(error, project: id.description))
      }
    }
    if context.wantsJSON {
      context.answer(["projects": .array(summaries.map(\.json))])
      return .done
    }
    var table = TextTable()
    for summary in summaries {
      let made = String(summary.createdAt?.prefix(10) ?? "")
      table.add([summary.id, made, summary.title ?? "(\(summary.fault ?? "no title"))"])
    }
    context.say(table)
    if summaries.isEmpty { context.note("no project yet; make one: cutroom new \"TITLE\"") }
    return .done
  }

  private func listTrash(
    _ trash: [DeletedProject],
    in workspace: Workspace,
    _ context: Context
  ) -> ExitCode {
    let summaries = trash.map { deleted -> ProjectSummary in
      do { return ProjectSummary(try workspace.project(deleted)) } catch {
        return ProjectSummary(unreadable: deleted.id, Fault(error))
      }
    }
    if context.wantsJSON {
      let projects = zip(trash, summaries).map { deleted, summary -> JSONValue in
        var value = summary.json
        value["path"] = .string(deleted.path)
        value["deletedAt"] = .string(deleted.deletedAt.iso8601)
        return value
      }
      context.answer(["projects": .array(projects)])
      return .done
    }
    var table = TextTable()
    for (deleted, summary) in zip(trash, summaries) {
      let title = summary.title ?? "(\(summary.fault ?? "no title"))"
      table.add([deleted.id.description, deleted.deletedAt.iso8601, title])
    }
    context.say(table)
    context.note(
      trash.isEmpty
        ? "the trash holds no project" : "bring one back: cutroom undelete ID [--deleted TIME]"
    )
    return .done
  }
}

/// What a project's metadata.json says, as far as it can be read.
struct ProjectSummary {
  var id: String
  var path: String
  var title: String?
  var createdAt: String?
  /// Why there is no more to say.
  var fault: String?

  init(unreadable id: ProjectID, _ fault: Fault) {
    self.id = id.description
    path = fault.path ?? ""
    self.fault = fault.message
  }

  init(_ project: Project) {
    id = project.id.description
    path = project.tree.root.path
    guard let metadata = ProjectPath("metadata.json") else { return }
    do {
      guard let value = try project.json(metadata) else {
        fault = "metadata.json is missing"
        return
      }
      title = value["title"]?.string
      createdAt = value["createdAt"]?.string
    } catch {
      fault = Fault(error).message
    }
  }

  var json: JSONValue {
    var value: JSONValue = ["projectId": .string(id), "path": .string(path)]
    value["title"] = title.map { .string($0) }
    value["createdAt"] = createdAt.map { .string($0) }
    value["error"] = fault.map { .string($0) }
    return value
  }
}
