package import CutroomSystem

/// Progress for a terminal: a bar for each stage under way, drawn at most ten times a second by a
/// thread of its own, each time with one write.
package final class ProgressBars: ProgressDisplay {
  private static let pause: Int64 = 100

  private let output: Output
  private let terminal: Terminal
  private let clock: SystemClock
  private let environment: @Sendable (String) -> String?
  private let state = Locked(State())
  private let end: Cancellation?
  private let thread = Locked<WorkThread?>(nil)

  private struct State {
    var model = ProgressModel()
    var area = LiveArea()
    var notes: [String] = []
    /// Stages that were through when last drawn.
    var through: [ProgressModel.Stage] = []
    /// Stages whose lasting line is written.
    var closed: [ProgressModel.Stage] = []
    var isChanged = false
    var lastDrawn: Int64 = 0

    /// The stages to write a lasting line for: through, and not begun again since the last frame.
    mutating func takeClosing(isLast: Bool) -> [ProgressModel.Stage] {
      let before = through
      through = model.stages.filter { $0.hasBegun && $0.isComplete }
      let settled = isLast ? through : through.filter { before.contains($0) }
      let closing = settled.filter { !closed.contains($0) }
      closed = closed.filter { through.contains($0) } + closing
      return closing
    }
  }

  package init(
    _ output: Output,
    terminal: Terminal,
    clock: SystemClock,
    environment: @escaping @Sendable (String) -> String?
  ) {
    self.output = output
    self.terminal = terminal
    self.clock = clock
    self.environment = environment
    end = try? Cancellation()
    let started = try? WorkThread { [weak self] in
      while let self, self.waitForTurn() { self.draw(isLast: false) }
    }
    thread.withLock { $0 = started }
  }

  package func show(_ change: ProgressChange) {
    let now = clock.monotonic()
    state.withLock {
      $0.model.apply(change, at: now)
      switch change {
      case .failed(let stage, let item, let message):
        $0.notes.append("\(stage)/\(item): failed: \(message)")
      case .retried(let stage, let item, let message):
        $0.notes.append("\(stage)/\(item): failed, trying again: \(message)")
      default: break
      }
      $0.isChanged = true
    }
  }

  package func note(_ line: String) {
    state.withLock {
      $0.notes.append(line)
      $0.isChanged = true
    }
  }

  package func finish() {
    end?.cancel()
    let last = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    last?.join()
    draw(isLast: true)
  }

  /// False when the display has come to its end.
  private func waitForTurn() -> Bool {
    guard let end else { return false }
    _ = try? Waiting.poll([(end.descriptor, .readable)], milliseconds: Self.pause)
    return !end.isCancelled
  }

  private func draw(isLast: Bool) {
    let current = Terminal.of(descriptor: 2, environment: environment)
    let columns = current.isInteractive ? current.columns : terminal.columns
    let frame = ProgressFrame(columns: columns, usesColour: terminal.usesColour)
    let now = clock.monotonic()
    state.withLock { state in
      // The time left changes although nothing else does.
      let isDue = state.isChanged || now - state.lastDrawn > 1_000_000_000
      guard isDue || isLast else { return }
      let model = state.model
      let closing = state.takeClosing(isLast: isLast)
      let lasting = state.notes.map(\.printable) + closing.map { frame.closing($0, in: model) }
      let live = frame.live(model, at: now)
      output.write(state.area.replace(lasting: lasting, live: live, columns: columns))
      state.notes = []
      state.isChanged = state.through.count != state.closed.count
      state.lastDrawn = now
    }
  }
}
