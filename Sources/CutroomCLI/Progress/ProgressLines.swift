import CutroomModel
package import CutroomSystem

/// Progress for files and pipes: one line an event and, of an item that takes long, one a minute;
/// skipped items are summed up for each stage at the end.
package final class ProgressLines: ProgressDisplay {
  private static let pause: Int64 = 60_000_000_000
  private let output: Output
  private let clock: SystemClock
  /// When each item at work was last spoken of, in nanoseconds.
  private let spoken = Locked<[String: Int64]>([:])
  private let skipped = Locked<[(stage: String, count: Int)]>([])

  package init(_ output: Output, clock: SystemClock) {
    self.output = output
    self.clock = clock
  }

  package func show(_ change: ProgressChange) {
    switch change {
    case .planned: break
    case .advanced(let stage, let item, let fraction): advance("\(stage)/\(item)", fraction)
    case .cached(let stage, let count): skip(count, of: stage)
    case .started(let stage, let item):
      let now = clock.monotonic()
      spoken.withLock { $0["\(stage)/\(item)"] = now }
      note("\(stage)/\(item): started")
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

  private func advance(_ item: String, _ fraction: Double) {
    let now = clock.monotonic()
    let isDue = spoken.withLock { spoken in
      guard now - spoken[item, default: 0] >= Self.pause else { return false }
      spoken[item] = now
      return true
    }
    if isDue, fraction >= 0, fraction <= 1 { note("\(item): \(Int(fraction * 100)) %") }
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
