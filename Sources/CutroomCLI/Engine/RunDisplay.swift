import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem

/// Shows a run's events as bars, lines or JSON, and writes them to the project's logs.
final class RunDisplay: Sendable {
  private let display: (any ProgressDisplay)?
  private let log: EventLog
  private let context: Context
  private let told = Locked(ToldFailures())

  init(form: String, log: EventLog, context: Context) {
    self.log = log
    self.context = context
    switch form {
    case "jsonl": display = nil
    case "plain": display = ProgressLines(context.error, clock: context.clock)
    default: display = context.progressDisplay()
    }
  }

  func show(_ event: RunEvent) {
    if let display {
      if let change = ProgressChange(shortened(event)) { display.show(change) }
      if let note = event.note { display.note(note) }
    } else {
      context.output.write(bytes: JSONWriter.canonical(event.json) + [0x0A])
    }
    if let (level, line) = event.logLine { log.add(level, line) }
  }

  func finish() { display?.finish() }

  /// The same event, without the words that another item has said already.
  private func shortened(_ event: RunEvent) -> RunEvent {
    guard case .itemFailed(let key, var failure, willRetry: false) = event else { return event }
    failure.message = told.withLock { $0.message(of: failure, key) }
    return .itemFailed(key, failure, willRetry: false)
  }
}

extension RunEvent {
  fileprivate var note: String? {
    switch self {
    case .decided(let key, let decision): "\(key): \(decision.message)"
    case .itemNote(let key, let words): "\(key): \(words)"
    case .fileRestored(_, let file): RecoveryWords.line(file)
    default: nil
    }
  }

  fileprivate var logLine: (EventLog.Level, String)? {
    switch self {
    case .runStarted(let run, let stages):
      (.info, "\(run) started: \(stages.joined(separator: ", "))")
    case .itemCommitted(let key, let way, let milliseconds):
      (.info, "\(key) \(way.rawValue) in \(milliseconds) ms")
    case .itemFailed(let key, let failure, let willRetry):
      (willRetry ? .warning : .error, "\(key) failed (\(failure.code)): \(failure.message)")
    case .itemAwaiting(let key, let reasons):
      (.warning, "\(key) waits: \(reasons.map(\.words).joined(separator: "; "))")
    case .itemBlocked(let key, let blocker): (.warning, "\(key) is blocked by \(blocker)")
    case .itemRemoved(let key, let left):
      (
        .warning,
        "\(key) is no item any more; left: \(left.map(\.description).joined(separator: ", "))"
      )
    case .decided(let key, let decision):
      (.warning, "\(key): \(decision.message) (\(decision.code))")
    case .fileRestored(_, let file): (.warning, RecoveryWords.line(file))
    case .runFinished(let summary):
      (.info, "\(summary.run) \(summary.outcome.rawValue): \(summary.ran) ran")
    case .itemNote(let key, let words): (.info, "\(key): \(words)")
    case .stageOpened, .itemStarted, .itemProgress, .itemsSkipped: nil
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .runStarted(let run, let stages):
      [
        "event": "run-started", "run": .string(run),
        "stages": .array(stages.map { .string($0) }),
      ]
    case .stageOpened(let stage, let total, let fresh):
      [
        "event": "stage-opened", "stage": .string(stage), "total": .integer(Int64(total)),
        "fresh": .integer(Int64(fresh)),
      ]
    case .itemStarted(let key, let attempt):
      key.json("item-started", ["attempt": .integer(Int64(attempt))])
    case .itemProgress(let key, let fraction):
      key.json("item-progress", ["fraction": .number(fraction)])
    case .itemNote(let key, let words): key.json("item-note", ["message": .string(words)])
    case .itemCommitted(let key, let way, let milliseconds):
      key.json(
        "item-committed",
        ["way": .string(way.rawValue), "milliseconds": .integer(milliseconds)]
      )
    case .itemFailed(let key, let failure, let willRetry):
      key.json(
        "item-failed",
        [
          "code": .string(failure.code), "message": .string(failure.message),
          "willRetry": .bool(willRetry), "log": failure.log.map { .string($0) } ?? .null,
        ]
      )
    case .itemsSkipped(let stage, let count):
      ["event": "item-skipped", "stage": .string(stage), "count": .integer(Int64(count))]
    case .itemAwaiting(let key, let reasons):
      key.json("item-awaiting", ["reasons": .array(reasons.map(\.json))])
    case .itemBlocked(let key, let blocker): key.json("item-blocked", ["by": .string(blocker)])
    case .itemRemoved(let key, let left):
      key.json("item-removed", ["left": .array(left.map { .string($0.description) })])
    case .decided(let key, let decision):
      key.json(
        "decided",
        ["code": .string(decision.code), "message": .string(decision.message)]
      )
    case .fileRestored(let key, let file):
      key.json("file-restored", ["path": .string(file.path.description)])
    case .runFinished(let summary):
      [
        "event": "run-finished", "run": .string(summary.run),
        "outcome": .string(summary.outcome.rawValue), "ran": .integer(Int64(summary.ran)),
        "restored": .integer(Int64(summary.restored)),
        "skipped": .integer(Int64(summary.skipped)),
        "failed": .integer(Int64(summary.failures.count)),
        "milliseconds": .integer(summary.milliseconds),
      ]
    }
  }
}

extension ItemKey {
  fileprivate func json(_ event: String, _ members: [String: JSONValue]) -> JSONValue {
    var members = members
    members["event"] = .string(event)
    members["stage"] = .string(stage)
    members["item"] = .string(item)
    return .object(members)
  }
}
