import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom list`.
struct ListCommand: Command {
  let name = "list"
  let summary = "the projects of the workspace"
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let summaries = try workspace.projectIDs().map { id -> ProjectSummary in
      do { return ProjectSummary(try workspace.project(id.description)) } catch {
        return ProjectSummary(unreadable: id, Fault(error))
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
