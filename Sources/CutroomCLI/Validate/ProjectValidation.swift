import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers

/// A validation of a project of the workspace.
struct ProjectValidation {
  private let project: Project
  private let request: ValidateRequest
  private let context: Context

  init(_ project: Project, _ request: ValidateRequest, _ context: Context) {
    self.project = project
    self.request = request
    self.context = context
  }

  func run() throws -> ExitCode {
    let watch = try CheckWatch(context)
    defer { watch.end() }
    let engine = Engine(project)
    defer { engine.close() }
    let page = try request.page.map { try ReportTarget($0, project, context) }
    do {
      var (view, result) = try check(engine, watch)
      var fixes: [DoneFix]?
      if request.isFixing {
        let work = FixWork(project, context)
        let proposed = result.fixes
        fixes = try request.isDryRun ? work.preview(proposed, view.ledger) : work.apply(proposed)
        // What was mended is looked at again, and so is what it may have brought to light.
        if fixes?.contains(where: \.isDone) == true { (view, result) = try check(engine, watch) }
      }
      let profile = request.profile ?? view.pipeline.definition.settings.profile
      let report = result.report(profile)
      if let page {
        try ReportMaking(
          subject: ReportSubject(kind: .project, name: project.id.description),
          tree: project.tree,
          media: engine.media,
          watch: watch,
          context: context
        ).write(report, on: result.evidence, to: page)
      }
      WaiverDesk(project, context).tellIdle(request.waivers, result.findings, profile)
      return ValidationAnswer(report, of: project.id, fixes: fixes, page: page?.path)
        .give(to: context)
    } catch is CheckStopped {
      context.note("stopped; what was measured is kept: cutroom validate \(project.id)")
      return .stopped(by: watch.signal)
    }
  }

  private func check(
    _ engine: Engine,
    _ watch: CheckWatch
  ) throws -> (view: ProjectView, result: GateResult) {
    let view = try engine.view("validate", context, isMending: !request.isDryRun)
    let gate = Gate(
      project: project,
      ledger: view.ledger,
      media: engine.media.stopped(by: watch.cancellation),
      staleStages: request.depth == .quick ? [] : StaleStages.of(view),
      keepHashes: view.keepWhatWasLearned
    )
    defer { view.keepWhatWasLearned() }
    let result = try watch.examine(gate, depth: request.depth)
    return (view, result)
  }
}
