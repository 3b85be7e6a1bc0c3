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
    if entries.isEmpty, target.item != nil { throw target.unknownItem(of: engine.project.id) }
    let table = PlanTable(plan, view.pipeline.graph)
    let explanations = entries.compactMap { entry -> Explanation? in
      let key = ItemKey(stage: entry.stage, item: entry.item)
      if target.item == nil, entry.action == .skip, entry.modified.isEmpty { return nil }
      return Explanation(key, in: table, last: view.ledger.state[key])
    }
    let topic = engine.project.firstTopic
    let cured = explanations.map { ($0, Cures($0, of: engine.project.id, topic: topic)) }
    if context.wantsJSON {
      context.answer([
        "projectId": .string(engine.project.id.description),
        "items": .array(
          cured.map { explanation, cures in
            explanation.json(cures, failed: view.ledger.state.failures[explanation.key])
          }
        ),
      ])
    } else {
      for (explanation, cures) in cured { tell(explanation, cures, view, context) }
      if explanations.isEmpty { context.say("\(target.stage): everything is fresh") }
    }
    return .done
  }

  private func tell(
    _ explanation: Explanation,
    _ cures: Cures,
    _ view: ProjectView,
    _ context: Context
  ) {
    let first = explanation.chain[0]
    let key = explanation.key
    context.say("\(key)  \(first.stateWords)")
    if let last = explanation.last {
      let when = Instant(microseconds: last.at / 1_000_000 * 1_000_000).iso8601
      let span = Amounts.span(milliseconds: last.milliseconds)
      context.say("  last done  \(when) in run \(last.run), \(span)")
      if let reason = last.acceptedBecause { context.say("  accepted   \(reason)") }
      for decision in last.decisions { context.say("  decided    \(decision.message)") }
    }
    if first.action == .skip {
      for path in explanation.modified {
        context.say("  edited     \(path); the edit is kept and used")
      }
    }
    for (depth, link) in explanation.chain.enumerated() {
      if depth > 0 { context.say("  and \(link.stage)/\(link.item) \(link.actionWords)") }
      for reason in link.reasons { context.say("  because    \(reason.words)") }
    }
    if let failed = view.ledger.state.failures[key] {
      context.say("  last try   failed (\(failed.failure.code)): \(failed.failure.message)")
      if let log = failed.failure.log { context.say("  its log    \(log)") }
    }
    for line in cures.lines { context.say("  \(line)") }
  }
}

extension Cures {
  private var freshening: String {
    if needsChoice { return "to choose and go on" }
    return replacesEdit
      ? "to make it again in place of the edit, which stays as a backup" : "to make it fresh"
  }

  fileprivate var lines: [String] {
    [
      needsChoice ? "to see what there is to choose from: \(choices)" : nil,
      fresh.map { "\(freshening): \($0)" },
      lacking.map { "no stage makes \($0): put it there" },
      keep.map { "to keep it as it is: \($0)" },
      undo.map { "to undo the edit: \($0)" },
    ].compactMap(\.self)
  }
}

extension Explanation.Link {
  fileprivate var stateWords: String {
    switch action {
    case .skip: "fresh"
    case .await: "waits for you"
    case .run, .restore: "not fresh"
    }
  }

  fileprivate var actionWords: String {
    switch action {
    case .run: item == "*" ? "will run" : "will run anew"
    case .restore: "comes back"
    case .await: "waits for you"
    case .skip: "is fresh"
    }
  }
}

extension Project {
  /// The topic that stands first in the offer; nil where there is none, or it cannot be read.
  fileprivate var firstTopic: String? {
    guard let path = ProjectPath("topics/discovered.json") else { return nil }
    return try? json(path)?["topics"]?.array?.first?["id"]?.string
  }
}

extension Explanation {
  fileprivate var key: ItemKey { ItemKey(stage: chain[0].stage, item: chain[0].item) }

  fileprivate func json(_ cures: Cures, failed: ProjectState.FailedItem?) -> JSONValue {
    [
      "makeFresh": cures.fresh.map { .string($0) } ?? .null,
      "keep": cures.keep.map { .string($0) } ?? .null,
      "undo": cures.undo.map { .string($0) } ?? .null,
      "modified": .array(modified.map { .string($0.description) }),
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
      "accepted": last?.acceptedBecause.map { .string($0) } ?? .null,
      "decisions": .array((last?.decisions ?? []).map(\.json)),
      "lastFailure": failed?.json ?? .null,
    ]
  }
}

extension Decision {
  fileprivate var json: JSONValue { ["code": .string(code), "message": .string(message)] }
}

extension ProjectState.FailedItem {
  fileprivate var json: JSONValue {
    [
      "run": .string(run), "at": .string(Instant(microseconds: at).iso8601),
      "code": .string(failure.code), "message": .string(failure.message),
      "retryable": .bool(failure.isRetryable), "log": failure.log.map { .string($0) } ?? .null,
    ]
  }
}
