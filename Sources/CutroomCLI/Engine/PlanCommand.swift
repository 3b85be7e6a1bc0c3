import CutroomModel
import CutroomPipeline
import CutroomProviders
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
    if context.wantsJSON {
      context.answer([
        "projectId": .string(engine.project.id.description),
        "items": .array(plan.entries.map(\.json)),
        "requests": .integer(Int64(plan.requests.count)), "costs": .array(plan.costs.map(\.json)),
      ])
      return .done
    }
    for entry in plan.pending {
      context.say("\(entry.action.word) \(entry.stage)/\(entry.item)")
      for reason in entry.reasons { context.say("  \(reason.words)") }
    }
    let fresh = plan.entries.count - plan.pending.count
    context.note("\(plan.pending.count) to do, \(fresh) fresh")
    if !plan.requests.isEmpty {
      let requests = Amounts.count(plan.requests.count, "request")
      let costs = plan.costs.map { "about \($0)" }.joined(separator: " and ")
      context.note(
        "\(requests) to providers" + (costs.isEmpty ? "" : ", \(costs)")
          + "; what the cache has costs nothing"
      )
    }
    let budget = view.evaluator.settings.budget
    if let budget, let unpriced = Self.unpriced(plan, view.evaluator.settings) {
      context.note(
        "within the budget of \(budget) nothing is asked of \(unpriced) unless free: its requests "
          + "have no \"price\" in settings.providers of pipeline.json"
      )
    }
    return .done
  }

  /// The providers that are going to be asked, have no price, and are not known to be free.
  private static func unpriced(_ plan: Plan, _ settings: PipelineSettings) -> String? {
    let asked = Set(plan.requests.filter { $0.cost == nil }.map(\.provider))
    let names = settings.providers.filter { asked.contains($0.name) && !$0.isKnownToBeFree }
      .map(\.name)
    return names.isEmpty ? nil : names.joined(separator: " and ")
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
