import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom plan`.
struct PlanCommand: Command {
  let name = "plan"
  let summary = "what a run would do now, and why"
  let details = [
    "It runs nothing. Keep the answer of --json to run exactly that: cutroom run ID --plan FILE"
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    let view = try engine.view("plan", context)
    let plan = try Plan.make(view.evaluator)
    view.keepWhatWasLearned()
    let costs = try PlannedCosts(plan, of: engine.project, view.evaluator.settings)
    if context.wantsJSON {
      var answer = costs.json
      answer["projectId"] = .string(engine.project.id.description)
      answer["items"] = .array(plan.entries.map(\.json))
      context.answer(answer)
      return .done
    }
    for entry in plan.pending {
      context.say("\(entry.action.word) \(entry.stage)/\(entry.item)")
      for reason in entry.reasons { context.say("  \(reason.words)") }
    }
    let fresh = plan.entries.count - plan.pending.count
    context.note("\(plan.pending.count) to do, \(fresh) fresh")
    for line in costs.lines { context.note(line) }
    return .done
  }
}

extension Plan.Entry {
  fileprivate var json: JSONValue {
    [
      "stage": .string(stage), "item": .string(item), "action": .string(action.rawValue),
      "fingerprint": fingerprint.map { .string($0.digest.description) } ?? .null,
      "reasons": .array(reasons.map(\.json)),
      "provider": (request?.provider).map { .string($0) } ?? .null,
      "cost": request?.cost.map(\.json) ?? .null,
    ]
  }
}

extension Plan.Action {
  /// Padded, so that the items stand in a column.
  fileprivate var word: String {
    switch self {
    case .run: "run     "
    case .restore: "restore "
    case .await: "decide  "
    case .skip: "skip    "
    }
  }
}
