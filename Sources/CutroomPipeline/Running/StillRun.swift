import CutroomModel
package import CutroomStore
import CutroomSystem

/// A run of a project in which nothing has changed since all of it was found fresh: it tells the
/// events that any run with nothing to do tells, and needs neither lock nor journal for it.
package struct StillRun {
  private let project: Project
  private let steps: [Survey.Step]
  private let start: Int64

  /// Nil where the project has to be looked at item by item.
  package init?(of project: Project) {
    start = project.clock.monotonic()
    guard let steps = project.surveyedSteps() else { return nil }
    self.project = project
    self.steps = steps
  }

  package func tell(_ events: (RunEvent) -> Void) -> RunSummary {
    var summary = RunSummary(run: RunName.make(at: project.clock.now()), outcome: .done)
    var stages: [String] = []
    for step in steps where stages.last != step.stage { stages.append(step.stage) }
    events(.runStarted(run: summary.run, stages: stages))
    for step in steps {
      events(.stageOpened(stage: step.stage, total: step.total, fresh: step.total))
      if step.total > 0 { events(.itemsSkipped(stage: step.stage, count: step.total)) }
      summary.skipped += step.total
    }
    summary.milliseconds = (project.clock.monotonic() - start) / 1_000_000
    events(.runFinished(summary))
    return summary
  }
}
