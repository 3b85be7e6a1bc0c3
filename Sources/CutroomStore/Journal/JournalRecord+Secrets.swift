import CutroomModel

extension JournalRecord {
  /// The record without secrets in what it says in words; names, paths and digests stay.
  func hiding(_ redaction: Redaction) -> JournalRecord {
    switch self {
    case .runStarted(var run):
      run.command = redaction.text(run.command)
      return .runStarted(run)
    case .produced(let item, let attempt):
      return .produced(item.hiding(redaction), attempt: attempt)
    case .committed(let item): return .committed(item.hiding(redaction))
    case .failed(let key, var failure, let run, let at):
      failure.message = redaction.text(failure.message)
      return .failed(key, failure, run: run, at: at)
    case .runFinished, .started, .chosen, .rekeyed, .wrote, .used, .kept, .forgotten, .asked,
      .answered:
      return self
    }
  }
}

extension ItemRecord {
  fileprivate func hiding(_ redaction: Redaction) -> ItemRecord {
    var item = self
    item.fingerprint = item.fingerprint.showing { redaction.text($0) }
    for index in item.decisions.indices {
      item.decisions[index].message = redaction.text(item.decisions[index].message)
    }
    item.acceptedBecause = item.acceptedBecause.map { redaction.text($0) }
    return item
  }
}
