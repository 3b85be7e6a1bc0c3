import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// `cutroom log`.
struct LogCommand: Command {
  let name = "log"
  let summary = "what was done and what programs said"
  let details = [
    "With an item, the output of its last attempt that said anything; with a stage, that of its last "
      + "run that did."
  ]
  let positionals = [
    CommonOptions.project,
    Positional(
      "STAGE[/ITEM]",
      help: "a stage or an item; the whole project's log where it is left out",
      isOptional: true
    ),
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let text: String
    if let target = arguments[positionals[1]].map(ItemArgument.init) {
      let view = try Engine(project).view("log", context)
      _ = try target.node(in: view.pipeline.graph)
      text = try log(of: target, in: project)
      if text.isEmpty {
        if try !isKnown(target, in: view) { throw target.unknownItem(of: project.id) }
        let what = target.item.map { "\(target.stage)/\($0)" } ?? target.stage
        context.note("no attempt at \(what) has said anything")
      }
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

  /// Whether something is recorded of the item, or a run would look at it.
  private func isKnown(_ target: ItemArgument, in view: ProjectView) throws -> Bool {
    guard let item = target.item else { return true }
    let key = ItemKey(stage: target.stage, item: item)
    if view.ledger.state[key] != nil || view.ledger.state.failures[key] != nil { return true }
    return try Plan.make(view.evaluator).entries.contains {
      $0.stage == key.stage && $0.item == item
    }
  }

  private func projectLog(_ project: Project) throws -> String {
    guard let path = ProjectPath("logs/pipeline.log"),
      let bytes = try project.tree.read(path, limit: 64 << 20)
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the newest run said in which anything was said.
  private func log(of target: ItemArgument, in project: Project) throws -> String {
    guard let logs = try project.workspace.tree.folder(".cutroom/\(project.id)/logs") else {
      return ""
    }
    for run in try logs.names().reversed() {
      let folder = try logs.folder(run)
      let names = try folder.names().filter { Self.isLog($0, of: target) }
      guard !names.isEmpty else { continue }
      // Of one item the last attempt, of a stage all there is.
      let wanted = target.item == nil ? names : names.suffix(1)
      return try wanted.map { name in
        let bytes = try folder.openFile(name).readAll(limit: 64 << 20)
        return String(decoding: bytes, as: UTF8.self)
      }.joined()
    }
    return ""
  }

  /// Whether a log is called `<stage>-<digest of the item>-<attempt>.log` for the stage or item.
  private static func isLog(_ name: String, of target: ItemArgument) -> Bool {
    guard name.hasPrefix("\(target.stage)-") else { return false }
    let rest = name.dropFirst(target.stage.count + 1).split(separator: "-")
    guard rest.count == 2 else { return false }
    return target.item.map { Digest(sha256: Array($0.utf8)).short == rest[0] } ?? true
  }
}
