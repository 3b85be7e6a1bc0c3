package import CutroomSystem

/// Progress for files and pipes: one line an event, skipped items summed up for each stage.
package final class ProgressLines: ProgressDisplay {
  private let output: Output
  private let cached = Locked<[(stage: String, count: Int)]>([])

  package init(_ output: Output) { self.output = output }

  package func show(_ change: ProgressChange) {
    switch change {
    case .planned, .advanced: break
    case .cached(let stage, _):
      cached.withLock { counts in
        if let index = counts.firstIndex(where: { $0.stage == stage }) {
          counts[index].count += 1
        } else {
          counts.append((stage, 1))
        }
      }
    case .started(let stage, let item): say("\(stage)/\(item): started")
    case .done(let stage, let item, let milliseconds):
      say("\(stage)/\(item): done in \(Self.seconds(milliseconds))")
    case .failed(let stage, let item, let message): say("\(stage)/\(item): failed: \(message)")
    case .ended(let stage):
      let count = cached.withLock { counts in
        counts.firstIndex { $0.stage == stage }.map { counts.remove(at: $0).count }
      }
      if let count { say(skipped(stage, count)) }
    }
  }

  package func note(_ line: String) { say(line) }

  package func finish() {
    let rest = cached.withLock { counts in
      defer { counts = [] }
      return counts
    }
    for (stage, count) in rest { say(skipped(stage, count)) }
  }

  private func skipped(_ stage: String, _ count: Int) -> String {
    "\(stage): \(count) \(count == 1 ? "item" : "items") skipped, nothing to do"
  }

  private func say(_ line: String) { output.writeLine(line.printable) }

  private static func seconds(_ milliseconds: Int64) -> String {
    if milliseconds >= 60_000 { return Amounts.clock(seconds: milliseconds / 1000) }
    let tenths = max(0, milliseconds) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
