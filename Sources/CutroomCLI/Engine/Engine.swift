import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStages
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// A project together with everything that can work on it.
struct Engine {
  let project: Project
  let media: MediaWorkers
  let net: NetWorkers
  /// For providers, which are asked offline too where they are on this machine.
  private let services = NetWorkers(atOnce: 4)
  let desk = ProviderDesk()
  let builtins: [String: BuiltinStage]

  /// The built-in stages with workers that nobody asks anything of.
  static var stages: [BuiltinStage] { catalog.stages }

  /// The same by what `"uses"` calls them.
  static var builtins: [String: BuiltinStage] { catalog.byName }

  private static var catalog: StageCatalog {
    StageCatalog(
      media: MediaWorkers(atOnce: 1),
      net: NetWorkers(atOnce: 1),
      providers: ProviderDesk()
    )
  }

  init(_ project: Project, isOffline: Bool = false) {
    self.project = project
    media = MediaWorkers(atOnce: 2)
    net = NetWorkers(atOnce: 2, isOffline: isOffline)
    builtins = StageCatalog(media: media, net: net, providers: desk).byName
  }

  /// The project as a command that only looks at it sees it; what was mended is told to people.
  func view(
    _ command: String,
    _ context: Context,
    isMending: Bool = true
  ) throws -> ProjectView {
    let view = try ProjectView.open(
      project,
      builtins: builtins,
      command: command,
      isMending: isMending
    )
    RecoveryWords.tell(view.mended, to: context)
    RecoveryWords.log(view.mended, of: project)
    return view
  }

  /// Lends the one writer's session to `body`, having told people what was mended, and ends it.
  ///
  /// `check` may refuse before anybody is waited for.
  func withSession<Result>(
    _ command: String,
    patience: ProjectLock.Patience,
    _ context: Context,
    check: (LoadedPipeline) throws -> Void = { _ in },
    _ body: (ProjectSession, LoadedPipeline) throws -> Result
  ) throws -> Result {
    let pipeline = try LoadedPipeline.load(project, builtins: builtins)
    try project.refuseNewer()
    try check(pipeline)
    func waiting(for holder: LockHolder?) {
      let who = holder.map { "process \($0.pid) (cutroom \($0.command))" } ?? "another process"
      context.note("waiting for \(who)")
    }
    return try ProjectSession.withSession(
      of: project,
      command: command,
      patience: patience,
      keeping: pipeline.definition.settings.keeping,
      waiting: waiting
    ) { session, report in
      try mend(session, report, pipeline, context)
      return try body(session, pipeline)
    }
  }

  private func mend(
    _ session: ProjectSession,
    _ report: RecoveryReport,
    _ pipeline: LoadedPipeline,
    _ context: Context
  ) throws {
    var report = report
    // What was done is told also where the rest fails.
    defer {
      RecoveryWords.tell(report, to: context)
      RecoveryWords.log(report, of: project)
    }
    report.restored += try Mending.bringBack(session, pipeline)
    report.migrated += try session.migrateMet()
  }

  /// Lets the stages of a run ask providers.
  func openDesk(
    _ session: ProjectSession,
    _ pipeline: LoadedPipeline,
    _ cache: WorkspaceCache,
    _ options: RunOptions,
    run: String
  ) throws {
    let settings = pipeline.definition.settings
    let isAsked = pipeline.definition.stages.contains(where: \.namesAddress)
    guard isAsked || !settings.providers.isEmpty else { return }
    let budgets = [
      settings.budget.map { Budget($0, of: .project) }, options.budget.map { Budget($0, of: .run) },
    ]
    desk.begin(
      DeskSession(
        shelf: ProviderShelf(
          settings.providers,
          web: services,
          workspace: project.workspace.tree.root,
          secrets: project.secrets,
          marks: ["CUTROOM_RUN=\(run)"],
          clock: project.clock
        ),
        net: net,
        media: media,
        cache: cache,
        purchases: PurchaseLog(session),
        limits: try project.workspace.limitDesk(),
        ledger: try project.workspace.costLedger(),
        budgets: budgets.compactMap(\.self),
        run: run,
        clock: project.clock,
        isOffline: options.isOffline,
        isResubmitting: options.isResubmitting
      )
    )
  }

  /// Lets go of the providers that were asked, without patience once `hurried`.
  func closeDesk(hurried: Cancellation) { desk.end(hurried: hurried) }

  /// Ends the worker programs.
  func close() {
    media.close()
    net.close()
    services.close()
  }
}

extension StageDefinition {
  /// Whether a file at an address is to be fetched, which needs no provider of the settings.
  fileprivate var namesAddress: Bool {
    with["track"]?.string.map { WebAddress($0).isWeb } ?? false
  }
}

/// What recovery did, in words.
enum RecoveryWords {
  static func tell(_ report: RecoveryReport, to context: Context) {
    for line in lines(report) { context.note(line) }
  }

  /// Writes it to the project's log too, for whoever was not there.
  static func log(_ report: RecoveryReport, of project: Project) {
    let log = EventLog(project)
    for line in lines(report) { log.add(.warning, line) }
  }

  static func lines(_ report: RecoveryReport) -> [String] {
    var parts: [String] = []
    if !report.crashedRuns.isEmpty {
      parts.append("closed \(report.crashedRuns.count) crashed run")
    }
    if !report.rolledForward.isEmpty {
      parts.append("\(report.rolledForward.count) finished items kept")
    }
    if !report.discarded.isEmpty { parts.append("\(report.discarded.count) unfinished dropped") }
    if !report.killedSurvivors.isEmpty {
      parts.append("\(report.killedSurvivors.count) left-over processes ended")
    }
    if report.isMoveSettled { parts.append("a change of the id brought to its end") }
    if report.tornBytes > 0 { parts.append("an unfinished journal record cut off") }
    if report.sweptLeftovers > 0 { parts.append("\(report.sweptLeftovers) leftovers swept") }
    var lines = parts.isEmpty ? [] : ["recovered: \(parts.joined(separator: ", "))"]
    if let name = report.damagedKeptAs {
      lines.append("\(report.damagedRecords) unreadable journal records are kept in \(name)")
    }
    if let lost = report.lostJournal { lines.append(line(lost)) }
    if report.isIndexRemade {
      lines.append("the index .cutroom/index was damaged; it is made anew from the journal")
    }
    if report.isSurveyRemade {
      lines.append("the survey .cutroom/survey was damaged; it is made anew from the next look")
    }
    if let first = report.migrated.first {
      let count = Amounts.count(report.migrated.count, "document")
      lines.append(
        "migrated \(count) from format version \(first.from) to \(first.to), keeping backups"
      )
    }
    return lines + report.restored.map(line)
  }

  private static func line(_ lost: LostJournal) -> String {
    switch lost {
    case .index:
      "the journal .cutroom/journal.jsonl was gone; it is made anew from the index, that had it whole"
    case .backup:
      "the journal .cutroom/journal.jsonl was gone; it is made anew from journal.jsonl.backup.1, and "
        + "what was done since is forgotten"
    case .nothing:
      "the journal .cutroom/journal.jsonl was gone, and nothing else tells what was done; what is "
        + "there waits for `cutroom accept`"
    }
  }

  static func line(_ file: RestoredFile) -> String {
    let fault = file.fault.map { " (\($0))" } ?? ""
    let kept = file.kept.map { "; what stood there\(fault) is kept as \($0)" } ?? ""
    if file.source == .nothing { return "\(file.path) was damaged\(kept)" }
    return "brought \(file.path) back \(source(file))\(withoutEdit(file))\(kept)"
  }

  private static func source(_ file: RestoredFile) -> String {
    switch (file.source, file.version) {
    case (.live, _): "from the document it is a copy of"
    case (.nothing, _): ""
    case (_, .edited): asEdited
    case (.backup(let generation), .earlier): "from its backup \(generation), an earlier version"
    case (_, _): "as it was recorded"
    }
  }

  /// That what came back is what a person made of it, by hand or by putting a backup back.
  static let asEdited = "as it counted last"

  /// Somebody who edited the file must learn that the edit is not in what came back.
  static func withoutEdit(_ file: RestoredFile) -> String {
    file.isWithoutEdit ? ", without the edit that counted last" : ""
  }
}
