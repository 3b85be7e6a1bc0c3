import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// `cutroom status`.
struct StatusCommand: Command {
  let name = "status"
  let summary = "how each stage stands"
  let details = ["It takes no lock and works during a run."]
  let positionals = [
    Positional("ID", help: "the project's id; all projects where it is left out", isOptional: true)
  ]
  let options: [any OptionDeclaration] = [CommonOptions.json, check, watch]

  private static let mostDecisions = 10
  private static let check = Flag("check", help: "end with 3 where something is not fresh")
  private static let watch = Flag("watch", help: "show it again whenever it changes, until Ctrl-C")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    guard let id = arguments[positionals[0]] else { return try all(arguments, context) }
    let project = try context.project(id)
    if arguments[Self.watch] { return try watch(project, context) }
    let report = try Self.report(project, context)
    tell(report, of: project, context)
    return Self.exit(report, check: arguments[Self.check])
  }

  private static func report(_ project: Project, _ context: Context) throws -> StatusReport {
    if let report = StatusReport.ofStill(project) { return report }
    let engine = Engine(project)
    let graph = try LoadedPipeline.load(project, builtins: engine.builtins).graph
    if let report = try StatusReport.ofRun(on: project, graph: graph) { return report }
    let view = try engine.view("status", context)
    let plan = try Plan.make(view.evaluator)
    let state = view.ledger.state
    let report = StatusReport(plan, graph: view.pipeline.graph, state: state, lock: view.holder)
    view.keepWhatWasLearned()
    return report
  }

  private static func exit(_ report: StatusReport, check: Bool) -> ExitCode {
    check && report.state != .fresh ? .stale : .done
  }

  /// One project that cannot be looked at does not hide the others.
  private func all(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    let reports = try workspace.projectIDs().map { id in
      let result = Result {
        let project = try workspace.project(id.description)
        return (project: project, report: try Self.report(project, context))
      }
      return (id, result.mapError { Fault($0, project: id.description) })
    }
    if context.wantsJSON {
      context.answer([
        "projects": .array(
          reports.map { id, result in
            switch result {
            case .success(let (project, report)): report.json(of: project)
            case .failure(let fault): ["projectId": .string(id.description), "error": fault.json]
            }
          }
        )
      ])
    } else {
      var table = TextTable()
      for (id, result) in reports {
        switch result {
        case .success(let (_, report)): table.add([id.description, report.state.rawValue])
        case .failure(let fault): table.add([id.description, fault.message.printable])
        }
      }
      context.say(table)
    }
    if let fault = reports.lazy.compactMap({ $1.failure }).first { return fault.exit }
    let isFresh = reports.allSatisfy { (try? $1.get().report.state) == .fresh }
    return arguments[Self.check] && !isFresh ? .stale : .done
  }

  private func tell(_ report: StatusReport, of project: Project, _ context: Context) {
    if context.wantsJSON {
      context.answer(report.json(of: project).object ?? [:])
      return
    }
    context.say("\(project.id): \(report.state.rawValue)")
    var table = TextTable()
    for stage in report.stages { table.add(["  " + stage.id, stage.state.rawValue, stage.counts]) }
    context.say(table)
    let decisions = report.decisions
    if !decisions.isEmpty { context.say("done otherwise than asked:") }
    for decided in decisions.prefix(Self.mostDecisions) {
      context.say("  \(decided.key): \(decided.decision.message)")
    }
    let more = decisions.count - Self.mostDecisions
    if more > 0 { context.say("  and \(more) more: cutroom status \(project.id) --json") }
    if let lock = report.lock {
      context.say("at work: process \(lock.pid) (cutroom \(lock.command)) since \(lock.since)")
    }
  }

  private func watch(_ project: Project, _ context: Context) throws -> ExitCode {
    var last: StatusReport?
    while !context.output.isClosed {
      let report = try Self.report(project, context)
      if report != last { tell(report, of: project, context) }
      last = report
      _ = try Waiting.poll([], milliseconds: 500)
    }
    return .done
  }
}

extension StatusReport.Stage {
  fileprivate var counts: String {
    guard let total else { return "items not known yet" }
    var parts = ["\(fresh)/\(total) fresh"]
    let others = [
      (stale, "stale"), (failed, "failed"), (running, "running"), (blocked, "blocked"),
      (awaiting, "awaiting"), (modified, "modified"),
    ]
    for (count, word) in others where count > 0 { parts.append("\(count) \(word)") }
    if !decisions.isEmpty { parts.append("\(decisions.count) otherwise than asked") }
    return parts.joined(separator: ", ")
  }

  fileprivate var json: JSONValue {
    [
      "id": .string(id), "state": .string(state.rawValue),
      "total": total.map { .integer(Int64($0)) } ?? .null, "fresh": .integer(Int64(fresh)),
      "stale": .integer(Int64(stale)), "failed": .integer(Int64(failed)),
      "running": .integer(Int64(running)), "blocked": .integer(Int64(blocked)),
      "awaiting": .integer(Int64(awaiting)), "modified": .integer(Int64(modified)),
      "decisions": .integer(Int64(decisions.count)),
    ]
  }
}

extension StatusReport {
  fileprivate func json(of project: Project) -> JSONValue {
    [
      "projectId": .string(project.id.description), "state": .string(state.rawValue),
      "stages": .array(stages.map(\.json)),
      "decisions": .array(decisions.map(\.json)),
      "lock": lock.map {
        [
          "pid": .integer(Int64($0.pid)), "host": .string($0.host),
          "command": .string($0.command), "since": .string($0.since),
        ]
      } ?? .null,
    ]
  }
}

extension ItemDecision {
  fileprivate var json: JSONValue {
    [
      "stage": .string(key.stage), "item": .string(key.item),
      "code": .string(decision.code), "message": .string(decision.message),
    ]
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
