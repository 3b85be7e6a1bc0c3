import CutroomModel
import CutroomStore
import CutroomSystem

/// `cutroom log`.
struct LogCommand: Command {
  let name = "log"
  let summary = "what was done and what programs said"
  let details = ["With an item, the output of its last attempt that said anything."]
  let positionals = [
    CommonOptions.project,
    Positional(
      "STAGE/ITEM",
      help: "an item; the whole project's log where it is left out",
      isOptional: true
    ),
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let text: String
    if let item = arguments[positionals[1]].map(ItemArgument.init) {
      guard let name = item.item else { throw item.unknownItem() }
      text = try itemLog(ItemKey(stage: item.stage, item: name), of: project)
    } else {
      text = try projectLog(project)
    }
    if context.wantsJSON {
      let lines = text.split(separator: "\n").map { JSONValue.string(String($0)) }
      context.answer(["lines": .array(lines)])
    } else {
      context.output.write(text)
    }
    return .done
  }

  private func projectLog(_ project: Project) throws -> String {
    guard let path = ProjectPath("logs/pipeline.log"),
      let bytes = try project.tree.read(path, limit: 64 << 20)
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func itemLog(_ key: ItemKey, of project: Project) throws -> String {
    let prefix = "\(key.stage)-\(Digest(sha256: Array(key.item.utf8)).short)-"
    guard let logs = try project.workspace.tree.folder(".cutroom/\(project.id)/logs") else {
      return ""
    }
    for run in try logs.names().reversed() {
      let folder = try logs.folder(run)
      guard let name = try folder.names().last(where: { $0.hasPrefix(prefix) }) else { continue }
      let bytes = try folder.openFile(name).readAll(limit: 64 << 20)
      return String(decoding: bytes, as: UTF8.self)
    }
    return ""
  }
}
