import CutroomModel
package import CutroomPipeline

extension ProgressChange {
  /// What a run's event means for a display; nil where it means nothing.
  package init?(_ event: RunEvent) {
    switch event {
    case .stageOpened(let stage, let total, _): self = .planned(stage: stage, items: total)
    case .itemStarted(let key, _): self = .started(stage: key.stage, item: key.item)
    case .itemProgress(let key, let fraction):
      self = .advanced(stage: key.stage, item: key.item, fraction: fraction)
    case .itemCommitted(let key, .ran, let milliseconds):
      self = .done(stage: key.stage, item: key.item, milliseconds: milliseconds)
    case .itemCommitted(let key, _, _): self = .restored(stage: key.stage, item: key.item)
    case .itemFailed(let key, let failure, let willRetry):
      self =
        willRetry
        ? .retried(stage: key.stage, item: key.item, message: failure.message)
        : .failed(stage: key.stage, item: key.item, message: failure.message)
    case .itemsSkipped(let stage, let count): self = .cached(stage: stage, items: count)
    default: return nil
    }
  }
}
