import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomValidation

/// The stages of which a run would make something again.
enum StaleStages {
  /// Those that made something before; none while somebody is at work, and where nobody can tell.
  ///
  /// What comes after the check, the stages `validate` and `render`, does not count.
  static func of(_ view: ProjectView) -> [StaleStage] {
    guard view.holder == nil, let plan = try? Plan.make(view.evaluator) else { return [] }
    let stages = view.pipeline.definition.stages.filter { !isLater($0) }.map(\.id)
    let pending = Dictionary(grouping: plan.pending, by: \.stage)
    return stages.compactMap { stage in
      let again = (pending[stage] ?? []).filter { entry in
        view.ledger.state[ItemKey(stage: stage, item: entry.item)] != nil
      }
      guard let first = again.first else { return nil }
      return StaleStage(
        stage: stage,
        items: again.count,
        reason: first.reasons.first?.words ?? "it is not fresh"
      )
    }
  }

  private static func isLater(_ stage: StageDefinition) -> Bool {
    stage.work == .builtin("validate") || stage.work == .builtin("render")
  }
}
