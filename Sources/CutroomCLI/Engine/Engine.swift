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
  let services = NetWorkers(atOnce: 4)
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

  /// Ends the worker programs.
  func close() {
    media.close()
    net.close()
    services.close()
  }
}
