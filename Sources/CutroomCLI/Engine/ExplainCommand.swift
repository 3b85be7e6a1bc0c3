import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom explain`.
struct ExplainCommand: Command {
  let name = "explain"
  let summary = "why a stage or an item is not fresh, down to the root"
  let positionals = [CommonOptions.project, ItemArgument.positional]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    let target = ItemArgument(try arguments.need(ItemArgument.positional))
    let view = try engine.view("explain", context)
    _ = try target.node(in: view.pipeline.graph)
    let plan = try Plan.make(view.evaluator)
    let entries = plan.entries.filter { entry in
      entry.stage == target.stage && (target.item.map { $0 == entry.item } ?? true)
    }
    if entries.isEmpty, target.item != nil { throw target.unknownItem() }
    let table = PlanTable(plan)
    let explanations = entries.compactMap { entry -> Explanation? in
      let key = ItemKey(stage: entry.stage, item: entry.item)
      if target.item == nil, entry.action == .skip { return nil }
      return Explanation(key, in: table, last: view.ledger.state[key])
    }
    if context.wantsJSON {
      context.answer([
        "projectId": .string(engine.project.id.description),
        "items": .array(explanations.map { $0.json(engine.project.id) }),
      ])
    } else {
      for explanation in explanations { tell(explanation, of: engine.project.id, view, context) }
      if explanations.isEmpty { context.say("\(target.stage): everything is fresh") }
    }
    return .done
  }

  private func tell(
    _ explanation: Explanation,
    of project: ProjectID,
    _ view: ProjectView,
    _ context: Context
  ) {
    guard let first = explanation.chain.first else { return }
    let key = ItemKey(stage: first.stage, item: first.item)
    context.say("\(key)  \(first.action == .skip ? "fresh" : "not fresh")")
    if let last = explanation.last {
      let when = Instant(microseconds: last.at / 1_000_000 * 1_000_000).iso8601
      context.say("  last done  \(when) in run \(last.run), \(last.milliseconds) ms")
      if let reason = last.acceptedBecause { context.say("  accepted   \(reason)") }
      for decision in last.decisions { context.say("  decided    \(decision.message)") }
    }
    for (depth, link) in explanation.chain.enumerated() {
      for reason in link.reasons {
        let who = depth == 0 ? "because    " : "  which is \(link.stage)/\(link.item), because "
        context.say("  \(who)\(reason.words)")
      }
    }
    if let failed = view.ledger.state.failures[key] {
      context.say("  last try   failed (\(failed.failure.code)): \(failed.failure.message)")
      if let log = failed.failure.log { context.say("  its log    \(log)") }
    }
    if let cure = explanation.cure(project) { context.say("  to make it fresh: \(cure)") }
    if let keep = explanation.keep(project) { context.say("  to keep it as it is: \(keep)") }
  }
}

extension Explanation {
  fileprivate func json(_ project: ProjectID) -> JSONValue {
    [
      "makeFresh": cure(project).map { .string($0) } ?? .null,
      "keep": keep(project).map { .string($0) } ?? .null,
      "stage": .string(chain[0].stage), "item": .string(chain[0].item),
      "action": .string(chain[0].action.rawValue),
      "chain": .array(
        chain.map { link in
          [
            "stage": .string(link.stage), "item": .string(link.item),
            "reasons": .array(link.reasons.map(\.json)),
          ]
        }
      ),
      "last": last.map {
        [
          "run": .string($0.run), "at": .string(Instant(microseconds: $0.at).iso8601),
          "milliseconds": .integer($0.milliseconds),
        ]
      } ?? .null,
    ]
  }
}
