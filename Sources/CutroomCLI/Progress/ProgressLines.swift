import CutroomSystem

/// Progress for files and pipes: one line an event, skipped items summed up for each stage at the
/// end.
package final class ProgressLines: ProgressDisplay {
  private let output: Output
  private let skipped = Locked<[(stage: String, count: Int)]>([])

  package init(_ output: Output) { self.output = output }

  package func show(_ change: ProgressChange) {
    switch change {
    case .planned, .advanced: break
    case .cached(let stage, let count): skip(count, of: stage)
    case .started(let stage, let item): note("\(stage)/\(item): started")
    case .done(let stage, let item, let milliseconds):
      note("\(stage)/\(item): done in \(Amounts.span(milliseconds: milliseconds))")
    case .restored(let stage, let item): note("\(stage)/\(item): brought back")
    case .retried(let stage, let item, let message):
      note("\(stage)/\(item): failed, trying again: \(message)")
    case .failed(let stage, let item, let message):
      note("\(stage)/\(item): failed: \(message)")
    }
  }

  package func note(_ line: String) { output.writeLine(line.printable) }

  package func finish() {
    for (stage, count) in skipped.withLock({ $0 }) {
      note("\(stage): \(count) \(count == 1 ? "item" : "items") skipped, nothing to do")
    }
    skipped.withLock { $0 = [] }
  }

  // The steps of a stage come one by one.
  private func skip(_ count: Int, of stage: String) {
    skipped.withLock { skipped in
      if let place = skipped.firstIndex(where: { $0.stage == stage }) {
        skipped[place].count += count
      } else {
        skipped.append((stage, count))
      }
    }
  }
}
