import CutroomModel
import CutroomPipeline
import CutroomSystem
import Glibc

/// How a run ended, for people, programs and the shell.
struct RunAnswer {
  private let summary: RunSummary
  private let project: ProjectID
  private let signal: CInt?

  init(_ summary: RunSummary, project: ProjectID, signal: CInt?) {
    self.summary = summary
    self.project = project
    self.signal = signal
  }

  func tell(_ context: Context) -> ExitCode {
    if context.wantsJSON {
      var members = json.object ?? [:]
      members["error"] = error
      context.answer(members)
    } else {
      for line in lines { context.note(line) }
    }
    return exit
  }

  var exit: ExitCode {
    switch summary.outcome {
    case .done: return .done
    case .awaiting: return .awaiting
    case .interrupted: return .stopped(by: signal)
    case .failed where summary.failures.isEmpty: return summary.isPlanned ? .stale : .failed
    case .failed: return Self.exit(for: Set(summary.failures.map(\.failure.code)))
    }
  }

  /// What a command ends with where all that went wrong has these codes.
  static func exit(for codes: Set<String>) -> ExitCode {
    let unavailable: Set<String> = [
      "tool-missing", "program-missing", "worker-not-started", "disk-full", "unwritable",
      "input-unreadable", "input-malformed", "too-large", "no-feed", "library-missing",
    ]
    if codes.isSubset(of: unavailable) { return .unavailable }
    // The stage `validate` itself, and `render`, which goes by what it said.
    let refusals: Set<String> = ["validation-failed", "not-valid", "validation-outdated"]
    if codes.isSubset(of: refusals) { return .invalid }
    switch codes {
    case ["bad-parameter"]: return .usage
    case ["newer-version"]: return .newer
    default: return .failed
    }
  }

  private var lines: [String] {
    var lines = failures.flatMap(failureLines)
    for told in decisions {
      lines.append("\(told.who) \(told.others == 0 ? "waits" : "wait"): \(told.entry.why)")
      lines.append("  \(told.entry.cure)")
    }
    lines += blockedLines
    lines += leftBehindLines
    var counts = ["\(summary.ran) ran"]
    if summary.restored > 0 { counts.append("\(summary.restored) brought back") }
    if summary.skipped > 0 { counts.append("\(summary.skipped) already done") }
    if !summary.failures.isEmpty { counts.append("\(summary.failures.count) failed") }
    let time = Amounts.clock(seconds: summary.milliseconds / 1000)
    lines.append("\(project): \(outcomeWord) in \(time); \(counts.joined(separator: ", "))")
    if summary.isPlanned, exit == .stale {
      lines.append("the run met items that the plan could not foresee; make it again: \(planAgain)")
    } else if summary.outcome == .failed, summary.failures.isEmpty {
      let why = summary.leavesOut ? "what comes before was not asked for; do it all" : "look closer"
      lines.append("\(why): \(unblocking)")
    } else if summary.outcome == .failed || summary.outcome == .interrupted {
      lines.append("what was finished is kept; go on with: cutroom resume \(project)")
    }
    return lines
  }

  private var leftBehindLines: [String] {
    let shown = 5
    var lines = summary.leftBehind.prefix(shown).map { key, paths in
      "\(key) is no item any more; what it made stays, for a glob to find: "
        + paths.map(\.description).joined(separator: ", ")
    }
    if summary.leftBehind.count > shown {
      lines.append("and so for \(summary.leftBehind.count - shown) items more")
    }
    return lines
  }

  private var blockedLines: [String] {
    let isAll = summary.outcome == .failed && summary.failures.isEmpty
    return BlockedWords.lines(
      summary.blocked,
      isAll: isAll && !summary.isPlanned && !summary.leavesOut
    )
  }

  /// What goes on where nothing failed and something is blocked.
  private var unblocking: String {
    if summary.isPlanned { return planAgain }
    guard !summary.leavesOut, let stage = summary.blocked.first?.key.stage else {
      return "cutroom run \(project)"
    }
    return "cutroom explain \(project) \(stage)"
  }

  private var planAgain: String { "cutroom plan \(project) --json > FILE" }

  private var outcomeWord: String {
    switch summary.outcome {
    case .done: "done"
    case .failed where summary.failures.isEmpty: "blocked"
    case .failed: "failed"
    case .awaiting: "waits for a decision"
    case .interrupted: "stopped"
    }
  }

  /// Each cause once, however many items it stopped.
  private var failures: [ToldOnce<ItemFailure>] {
    ToldOnce.all(summary.failures.map { ($0.key, $0.failure) }) { key, failure in
      "\(failure.code) \(SameWords.of(failure.message, by: key))"
    }
  }

  private func failureLines(_ told: ToldOnce<ItemFailure>) -> [String] {
    let (key, failure) = (told.key, told.entry)
    let message = failure.message.replacing("\n", with: "\n  ")
    var lines = ["\(told.who) failed (\(failure.code)): \(message)"]
    if let cure = cure(of: failure) { lines.append("  \(cure)") }
    if Self.mayPass(failure) { lines.append("  trying again may help") }
    if let log = failure.log { lines.append("  its log: \(log)") }
    lines.append("  look closer: \(closer(key))")
    return lines
  }

  /// Whether another try may go otherwise: a program that says no says it again.
  private static func mayPass(_ failure: ItemFailure) -> Bool {
    failure.isRetryable && !failure.code.hasPrefix("exit-") && !failure.code.hasPrefix("output-")
  }

  private func closer(_ key: ItemKey) -> String {
    // `*` stands for items that nobody knows yet, and a shell would make files of it.
    "cutroom explain \(project) \(key.item == "*" ? key.stage : key.description)"
  }

  private func cure(of failure: ItemFailure) -> String? {
    switch failure.code {
    case "disk-full": return "make room: du -sh cache .cutroom shows what is large"
    case "unwritable", "input-unreadable": return "look at who owns it: ls -ld"
    case "output-too-long":
      return "write several smaller files, or one whose name does not end in .json: such a file is "
        + "compared by its bytes and may have any size"
    case "no-feed":
      return "put an RSS or Atom file into the workspace's feeds/, or name feeds in pipeline.json"
    case "program-missing": return "`make build` puts the programs side by side"
    case "input-malformed":
      // What is recorded came back when the command began.
      return "mend it, or bring an earlier version back: cutroom backup list \(project)"
    case "tool-missing":
      let words = failure.message.split(separator: " ")
      guard let place = words.firstIndex(of: "program"), place + 1 < words.count else { return nil }
      return DebianPackages.package(with: String(words[place + 1]))
        .map { "install it: apt-get install \($0)" }
    default: return ProviderFault.Code(rawValue: failure.code)?.cure
    }
  }

  private var decisions: [ToldOnce<AwaitedWords>] {
    let all = summary.awaiting.map { ($0.key, AwaitedWords($0.key, $0.reasons, in: project)) }
    // A command that names an item is no cure for another one.
    return ToldOnce.all(all) { "\(SameWords.of($1.why, by: $0)) \($1.cure)" }
  }

  /// The first failure, else what was blocked, as every command tells one.
  private var error: JSONValue? {
    guard let (key, failure) = summary.failures.first else { return blockedError }
    return [
      "code": .string(failure.code), "message": .string("\(key): \(failure.message)"),
      "path": failure.log.map { .string($0) } ?? .null,
      "hint": .string(cure(of: failure) ?? closer(key)),
    ]
  }

  private var blockedError: JSONValue? {
    guard summary.outcome == .failed, let line = blockedLines.first else { return nil }
    return Fault(exit, "blocked", line, hint: unblocking).json
  }

  private var json: JSONValue {
    [
      "projectId": .string(project.description), "run": .string(summary.run),
      "outcome": .string(summary.outcome.rawValue), "ran": .integer(Int64(summary.ran)),
      "restored": .integer(Int64(summary.restored)),
      "skipped": .integer(Int64(summary.skipped)),
      "milliseconds": .integer(summary.milliseconds),
      "failures": .array(
        summary.failures.map { key, failure in
          [
            "stage": .string(key.stage), "item": .string(key.item), "code": .string(failure.code),
            "message": .string(failure.message), "retryable": .bool(failure.isRetryable),
            "log": failure.log.map { .string($0) } ?? .null,
          ]
        }
      ),
      "blocked": .array(
        summary.blocked.map {
          ["stage": .string($0.key.stage), "item": .string($0.key.item), "by": .string($0.by)]
        }
      ),
      "leftBehind": .array(
        summary.leftBehind.map { key, paths in
          [
            "stage": .string(key.stage), "item": .string(key.item),
            "paths": .array(paths.map { .string($0.description) }),
          ]
        }
      ),
      "awaiting": .array(
        summary.awaiting.map { key, reasons in
          [
            "stage": .string(key.stage), "item": .string(key.item),
            "reasons": .array(reasons.map(\.json)),
          ]
        }
      ),
    ]
  }
}

extension StaleReason {
  /// `cause` always; `input`, `old` and `new` or null.
  var json: JSONValue {
    [
      "cause": .string(cause.rawValue), "input": input.map { .string($0) } ?? .null,
      "old": old.map { .string($0) } ?? .null, "new": new.map { .string($0) } ?? .null,
    ]
  }

  /// The reason in one line.
  var words: String {
    let what = input ?? ""
    return switch cause {
    case .neverRun: "never run"
    case .inputChanged: "\(what) changed: \(old ?? "?") → \(new ?? "?")"
    case .inputAdded: "\(what) is new: \(new ?? "?")"
    case .inputRemoved: "\(what) is gone: \(old ?? "?")"
    case .inputWillChange: "\(what) will be made anew by \(new ?? "?")"
    case .outputMissing: "its output \(what) is missing"
    case .outputCorrupt: "its output \(what) cannot be read"
    case .outputDamaged: "its output \(what) is not what was recorded"
    case .outputUnrecorded: "\(what) is there, and no record names it"
    case .editedByHand: "\(what) was edited by hand"
    case .accepted: "\(what) was accepted as it is"
    case .decisionNeeded: what.isEmpty ? "a decision is needed" : what
    // A record has the provider's name, a run that has just asked the whole sentence.
    case .purchaseUndecided where what.contains(" "): what
    case .purchaseUndecided: "\(what) was asked and may have been paid, and no answer came"
    case .waitsFor: "waits for \(what)"
    case .forced: "forced"
    case .failed: "cannot be told: \(what)"
    }
  }
}
