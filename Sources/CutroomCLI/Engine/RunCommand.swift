import CutroomModel
import CutroomPipeline
import CutroomStages
import CutroomStore
import CutroomSystem

/// `cutroom run`.
struct RunCommand: Command {
  let name = "run"
  let summary = "run what is not fresh, and only that"
  let details = [
    "What was finished stays finished, also when the last run was killed. An edited input runs its "
      + "own chain and nothing else; `cutroom plan ID` shows which and why."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = RunArguments.options

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let command = "run \(try arguments.need(CommonOptions.project))"
    return try RunArguments(arguments, context).runWhole(command) { _ in }
  }
}

/// `cutroom resume`.
struct ResumeCommand: Command {
  let name = "resume"
  let summary = "finish the last run that did not end"
  let details = [
    "It takes the stages and items of that run, its --force for what it has not done, and its "
      + "--keep-going; where every run ended, it is `cutroom run`."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = RunArguments.options

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let command = "resume \(try arguments.need(CommonOptions.project))"
    let run = RunArguments(arguments, context)
    return try run.runWhole(command) { prepared in
      guard run.isPlain, let unfinished = prepared.session.withState({ $0.unfinishedRun }) else {
        return
      }
      prepared.options.goOn(with: unfinished)
      try RunSelectionCheck(prepared.options, of: prepared.session.project.id)
        .checkStages(prepared.pipeline.graph)
    }
  }
}

/// The options that `run` and `resume` share, and what they do with them.
struct RunArguments {
  /// A run that is about to start.
  struct Prepared {
    let session: ProjectSession
    let pipeline: LoadedPipeline
    var options: RunOptions
  }

  /// The options of `render`, which chooses its stages itself.
  static let renderOptions: [any OptionDeclaration] = [
    force, offline, budget, noWait, lockTimeout, progress, CommonOptions.json,
  ]

  static let options: [any OptionDeclaration] = [
    stage, item, from, until, force, jobs, keepGoing, offline, budget, resubmit, plan, noWait,
    lockTimeout,
    progress,
    CommonOptions.json,
  ]

  private static let stage = Option(
    "stage",
    "STAGE",
    .text,
    help: "only this stage",
    isRepeated: true
  )
  private static let item = Option(
    "item",
    "ITEM",
    .text,
    help: "only this item",
    isRepeated: true
  )
  private static let from = Option("from", "STAGE", .text, help: "this stage and what needs it")
  private static let until = Option("until", "STAGE", .text, help: "this stage and what it needs")
  private static let force = Flag(
    "force",
    help: "run what is selected even where it is fresh, and ask providers anew"
  )
  private static let jobs = Option(
    "jobs",
    "N",
    .whole(1...256),
    help: "how many items at once; else the pool `cpu`"
  )
  private static let keepGoing = Flag(
    "keep-going",
    help: "go on with what does not depend on a failure"
  )
  private static let offline = Flag(
    "offline",
    help: "keep the network shut: only the cache, the library and local providers"
  )
  private static let resubmit = Flag(
    "resubmit",
    help: "ask providers once more for what may have been paid for already"
  )
  private static let budget = Option(
    "budget",
    "AMOUNT",
    .cost,
    help: "ask providers for nothing more once this run would cost more: 5, 2.50, \"2.50 EUR\""
  )
  private static let plan = Option(
    "plan",
    "FILE",
    .text,
    help: "run exactly what `cutroom plan --json` printed, or end with 3"
  )
  private static let noWait = Flag("no-wait", help: "end with 5 where somebody else is at work")
  private static let lockTimeout = Option(
    "lock-timeout",
    "TIME",
    .milliseconds,
    help: "wait at most so long for somebody else"
  )
  private static let progress = Option(
    "progress",
    "auto|plain|jsonl",
    .oneOf(["auto", "plain", "jsonl"]),
    help: "bars on a terminal (auto), lines, or a JSON event a line on standard output"
  )

  private let arguments: Arguments
  private let context: Context

  init(_ arguments: Arguments, _ context: Context) {
    self.arguments = arguments
    self.context = context
  }

  /// Runs all of the project that the options do not leave out.
  func runWhole(
    _ command: String,
    prepare: (inout Prepared) throws -> Void
  ) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    try refuseTwoAnswers()
    if isPlain, !options.force, let still = StillRun(of: project) { return tell(still, project) }
    return try run(command, prepare: prepare)
  }

  /// Whether nothing says which items are meant.
  var isPlain: Bool { options.selection == [:] && arguments[Self.plan] == nil }

  private func tell(_ still: StillRun, _ project: Project) -> ExitCode {
    let display = display(of: project)
    defer { display.finish() }
    return answer(still.tell { display.show($0) }, project.id, signal: nil)
  }

  func run(_ command: String, prepare: (inout Prepared) throws -> Void) throws -> ExitCode {
    let engine = Engine(
      try context.project(arguments.need(CommonOptions.project)),
      isOffline: options.isOffline
    )
    defer { engine.close() }
    try refuseTwoAnswers()
    try refusePlanWithSelection()
    let signals = try RunSignals()
    func check(_ pipeline: LoadedPipeline) throws {
      try RunSelectionCheck(options, of: engine.project.id).checkStages(pipeline.graph)
    }
    let summary = try engine.withSession(
      command,
      patience: patience,
      context,
      check: check
    ) { session, pipeline in
      // The session closes in peace.
      defer { signals.end() }
      var prepared = Prepared(session: session, pipeline: pipeline, options: options)
      prepared.options.command = command
      try prepare(&prepared)
      return try perform(prepared, engine, signals)
    }
    return answer(summary, engine.project.id, signal: signals.last)
  }

  private func refuseTwoAnswers() throws(Fault) {
    guard context.wantsJSON, arguments[Self.progress] == "jsonl" else { return }
    throw Fault(
      .usage,
      "two-answers",
      "--json and --progress jsonl both want the standard output",
      hint: "The events tell item by item what --json sums up."
    )
  }

  private func refusePlanWithSelection() throws(Fault) {
    guard options.selection != [:], arguments[Self.plan] != nil else { return }
    throw Fault(
      .usage,
      "plan-and-selection",
      "--plan says itself which items are run; --stage, --item, --from and --until do not go with it",
      hint: "Leave them out."
    )
  }

  private func answer(_ summary: RunSummary, _ project: ProjectID, signal: CInt?) -> ExitCode {
    let answer = RunAnswer(summary, project: project, signal: signal)
    // The events have said it all: one form on standard output is enough.
    return arguments[Self.progress] == "jsonl" ? answer.exit : answer.tell(context)
  }

  private func display(of project: Project) -> RunDisplay {
    let form = arguments[Self.progress] ?? "auto"
    return RunDisplay(form: form, log: EventLog(project), context: context)
  }

  private func perform(
    _ prepared: Prepared,
    _ engine: Engine,
    _ signals: RunSignals
  ) throws -> RunSummary {
    var options = prepared.options
    let cache = WorkspaceCache(engine.project.workspace)
    let evaluator = Evaluator(
      prepared.session,
      prepared.pipeline,
      workspaceMemo: nil,
      results: SharedResults(cache) { context.note($0) },
      isResubmitting: options.isResubmitting
    )
    try RunSelectionCheck(self.options, of: engine.project.id)
      .check(prepared.pipeline.graph, evaluator)
    if let file = arguments[Self.plan] {
      options.planned = try planned(file, engine.project.id, evaluator, options)
    }
    let summary = try runToEnd(prepared, evaluator, cache, options, engine, signals)
    engine.project.workspace.save(evaluator.looks.workspaceMemo)
    prepared.session.keepSurvey(evaluator, since: prepared.pipeline.readAt)
    return summary
  }

  /// What the run knew of each item is let go of when this returns: there may be many.
  private func runToEnd(
    _ prepared: Prepared,
    _ evaluator: Evaluator,
    _ cache: WorkspaceCache,
    _ options: RunOptions,
    _ engine: Engine,
    _ signals: RunSignals
  ) throws -> RunSummary {
    let display = display(of: engine.project)
    defer { display.finish() }
    let runner = try Runner(
      session: prepared.session,
      graph: prepared.pipeline.graph,
      evaluator: evaluator,
      options: options,
      check: MediaCheck.outputCheck(engine.media),
      events: { display.show($0) }
    )
    try engine.openDesk(
      prepared.session,
      prepared.pipeline,
      cache,
      options,
      run: runner.run
    )
    defer { engine.closeDesk(hurried: signals.hurried) }
    signals.onSignal(runner.interrupt)
    return try runner.runToEnd()
  }

  private func planned(
    _ file: String,
    _ project: ProjectID,
    _ evaluator: Evaluator,
    _ options: RunOptions
  ) throws -> Set<ItemKey> {
    let saved = try SavedPlan.read(context.absolute(file), project: project)
    guard try saved.fits(evaluator, options: options) else {
      throw Fault(
        .stale,
        "plan-outdated",
        "the project is no longer what \(file) was made for",
        path: file,
        hint: "Make it again: cutroom plan \(project) --json > \(file)"
      )
    }
    return Set(saved.items.keys)
  }

  private var patience: ProjectLock.Patience {
    if arguments[Self.noWait] { return .none }
    return arguments[Self.lockTimeout].map { .milliseconds($0) } ?? .endless
  }

  private var options: RunOptions {
    var options = RunOptions()
    options.stages = arguments.all(Self.stage)
    options.items = arguments.all(Self.item)
    options.from = arguments[Self.from]
    options.until = arguments[Self.until]
    options.force = arguments[Self.force]
    options.keepGoing = arguments[Self.keepGoing]
    options.jobs = arguments[Self.jobs]
    options.isOffline = arguments[Self.offline]
    options.budget = arguments[Self.budget]
    options.isResubmitting = arguments[Self.resubmit]
    return options
  }
}
