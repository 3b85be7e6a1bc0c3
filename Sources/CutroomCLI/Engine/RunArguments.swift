import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// The options that `run` and `resume` share, and what they do with them.
struct RunArguments {
  /// A run that is about to start.
  struct Prepared {
    let session: ProjectSession
    let pipeline: LoadedPipeline
    var options: RunOptions
  }

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
