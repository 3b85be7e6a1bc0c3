import CutroomModel
import CutroomStore

extension Evaluator {
  /// What later looks can go by, after every step was evaluated; nil unless all items are fresh, the
  /// last run ended well, and nothing has changed since `moment` (microseconds since 1970).
  func survey(of state: ProjectState, since moment: Int64) -> Survey? {
    guard state.unfinishedRun == nil, state.started.isEmpty, state.produced.isEmpty,
      var seen = looks.notes.whole(of: graph), seen.steps.covers(state)
    else { return nil }
    seen.project.files += Self.alwaysSeen + state.files.keys
    seen.workspace.files.append(.pipeline)
    return try? Survey.take(
      of: project,
      steps: seen.steps,
      project: seen.project,
      workspace: seen.workspace,
      since: moment * 1000
    )
  }

  /// What every look at a project reads.
  private static let alwaysSeen: [ProjectPath] =
    [.pipeline]
    + ["metadata.json", ".cutroom/\(Journal.name)", ".cutroom/index"].compactMap(ProjectPath.init)
}

extension [Survey.Step] {
  /// Whether every recorded item is one of the items there are.
  fileprivate func covers(_ state: ProjectState) -> Bool {
    state.items.allSatisfy { stage, items in
      items.count == reduce(0) { $0 + ($1.stage == stage ? $1.total : 0) }
    }
  }
}

extension ProjectSession {
  /// Keeps a survey where a run found everything fresh.
  package func keepSurvey(_ evaluator: Evaluator, since moment: Int64) {
    guard let survey = withState({ evaluator.survey(of: $0, since: moment) }) else { return }
    project.keep(survey)
  }
}
