import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom accept`.
struct AcceptCommand: Command {
  let name = "accept"
  let summary = "keep outputs as they are on disk"
  let details = [
    "For hand edits, for files that another tool made, and for changes that make no difference. "
      + "What is kept counts as done; when an input changes, run asks before it makes it again."
  ]
  let positionals = [CommonOptions.project, ItemArgument.positional]
  let options: [any OptionDeclaration] = [reason, CommonOptions.json]

  private static let reason = Option("reason", "TEXT", .text, help: "why; kept with the record")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let engine = Engine(try context.project(arguments.need(CommonOptions.project)))
    let target = ItemArgument(try arguments.need(ItemArgument.positional))
    let reason = arguments[Self.reason]
    let patience = ProjectLock.Patience.milliseconds(10_000)
    let keys = try engine.withSession(name, patience: patience, context) {
      session,
      pipeline -> [ItemKey]? in
      if let path = ProjectPath(target.text) {
        try refuseUnusable(path, session)
        if try session.acceptFile(path) { return nil }
      }
      return try accept(target, reason, session, pipeline, engine)
    }
    guard let keys else { return answer([target.text], target, context) }
    let log = EventLog(engine.project)
    for key in keys { log.add(.info, "\(key) accepted: \(reason ?? "no reason given")") }
    return answer(keys.map(\.description), target, context)
  }

  /// A document that no item makes must be one that its kind can be read from.
  private func refuseUnusable(_ path: ProjectPath, _ session: ProjectSession) throws {
    guard session.withState({ $0.files[path] != nil }), let kind = DocumentKind(path: path),
      let value = try session.project.json(path), let fault = kind.fault(in: value)
    else { return }
    throw StoreError.invalid(path: path.description, reason: fault)
  }

  private func accept(
    _ target: ItemArgument,
    _ reason: String?,
    _ session: ProjectSession,
    _ pipeline: LoadedPipeline,
    _ engine: Engine
  ) throws -> [ItemKey] {
    let node = try target.node(in: pipeline.graph)
    let evaluator = Evaluator(session, pipeline, workspaceMemo: nil)
    do {
      let check = MediaCheck.keepingCheck(engine.media)
      return try Acceptance(session: session, evaluator: evaluator, check: check)
        .accept(stage: node, item: target.item, reason: reason)
    } catch let refusal as Acceptance.Refusal {
      throw Fault(refusal, target, engine.project.id)
    }
  }

  private func answer(
    _ names: [String],
    _ target: ItemArgument,
    _ context: Context
  ) -> ExitCode {
    if context.wantsJSON {
      context.answer(["accepted": .array(names.map { .string($0) })])
    } else {
      for name in names { context.say("accepted \(name)") }
      if names.isEmpty { context.note("everything of \(target.stage) is fresh already") }
    }
    return .done
  }
}

extension Fault {
  fileprivate init(
    _ refusal: Acceptance.Refusal,
    _ target: ItemArgument,
    _ project: ProjectID
  ) {
    switch refusal {
    case .unknownItem: self = target.unknownItem(of: project)
    case .itemsUnknown(let stage, let path):
      self.init(
        .usage,
        "items-unknown",
        "the items of \(stage) are not known before \(path) is there"
      )
    case .outputMissing(let key, let path):
      self.init(
        .unavailable,
        "output-missing",
        "\(key) cannot be accepted: \(path) is not there",
        path: path.description,
        hint: "Put it back, or have it made: \(key.remaking(in: project))"
      )
    case .outputUnreadable(let key, let path, let reason):
      self.init(
        .unavailable,
        "output-unreadable",
        "\(key) cannot be accepted: \(path): \(reason)",
        path: path.description,
        hint: "Mend it, or have it made again: \(key.remaking(in: project))"
      )
    case .noOutputs(let key):
      self.init(.usage, "no-outputs", "\(key) has never run: there is nothing to accept")
    }
  }
}
