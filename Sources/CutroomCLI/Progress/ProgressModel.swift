/// How far each stage of a run is.
package struct ProgressModel: Equatable, Sendable {
  package struct Stage: Equatable, Sendable {
    package let id: String
    /// Nil while it is not known.
    package var total: Int?
    package var done = 0
    package var cached = 0
    package var failed = 0
    /// Item → how much of it is done.
    package var running: [String: Double] = [:]
    /// When its first item started, in nanoseconds; nil before.
    package var startedAt: Int64?

    package var finished: Int { done + cached + failed }

    /// Whether every item has come to an end.
    package var isComplete: Bool {
      running.isEmpty && total.map { finished >= $0 } ?? false
    }

    package var hasBegun: Bool { finished > 0 || !running.isEmpty }

    /// 0…1; nil where the number of items is not known.
    package var fraction: Double? {
      guard let total else { return nil }
      if total == 0 { return 1 }
      let parts = running.values.reduce(0, +)
      return min(1, (Double(finished) + parts) / Double(total))
    }

    /// Seconds until the stage is through, judged by its pace so far; nil where that says nothing.
    package func secondsLeft(at now: Int64) -> Int64? {
      guard let total, let startedAt, !isComplete else { return nil }
      let parts = running.values.reduce(0, +)
      let worked = Double(done + failed) + parts
      let elapsed = Double(now &- startedAt) / 1e9
      guard elapsed >= 1, worked >= 0.02 else { return nil }
      let rest = max(0, Double(total - finished) - parts)
      let seconds = elapsed / worked * rest
      return seconds < 1e7 ? Int64(seconds.rounded(.up)) : nil
    }
  }

  /// In the order in which they were heard of first.
  package private(set) var stages: [Stage] = []

  package init() {}

  /// Takes in a change; `now` is nanoseconds on a clock that only goes forward.
  package mutating func apply(_ change: ProgressChange, at now: Int64) {
    switch change {
    case .planned(let stage, let items): edit(stage) { $0.total = ($0.total ?? 0) + items }
    case .started(let stage, let item):
      edit(stage) {
        $0.running[item] = 0
        $0.startedAt = $0.startedAt ?? now
      }
    case .advanced(let stage, let item, let fraction):
      let bounded = fraction.isFinite ? min(max(fraction, 0), 1) : 0
      edit(stage) { $0.running[item] = max($0.running[item] ?? 0, bounded) }
    case .done(let stage, let item, _): edit(stage) { $0.end(item, \.done) }
    case .cached(let stage, let items): edit(stage) { $0.cached += items }
    case .restored(let stage, let item): edit(stage) { $0.end(item, \.cached) }
    case .retried(let stage, let item, _): edit(stage) { $0.running[item] = nil }
    case .failed(let stage, let item, _): edit(stage) { $0.end(item, \.failed) }
    }
  }

  private mutating func edit(_ id: String, _ change: (inout Stage) -> Void) {
    if let index = stages.firstIndex(where: { $0.id == id }) {
      change(&stages[index])
    } else {
      var stage = Stage(id: id)
      change(&stage)
      stages.append(stage)
    }
  }
}

extension ProgressModel.Stage {
  fileprivate mutating func end(_ item: String, _ counter: WritableKeyPath<Self, Int>) {
    running[item] = nil
    self[keyPath: counter] += 1
  }
}
