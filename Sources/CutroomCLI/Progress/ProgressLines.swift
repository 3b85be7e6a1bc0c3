/// Progress for files and pipes: one line an event, skipped items summed up for each stage.
package final class ProgressLines: ProgressDisplay {
  private let output: Output

  package init(_ output: Output) { self.output = output }

  package func show(_ change: ProgressChange) {
    switch change {
    case .planned, .advanced: break
    case .cached(let stage, let count):
      note("\(stage): \(count) \(count == 1 ? "item" : "items") skipped, nothing to do")
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

  package func finish() {}
}
