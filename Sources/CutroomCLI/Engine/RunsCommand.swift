import CutroomModel
import CutroomStore

/// `cutroom runs`.
struct RunsCommand: Command {
  let name = "runs"
  let summary = "the runs there were, newest first"
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try context.project(arguments.need(CommonOptions.project))
    let holder = try ProjectLock.currentHolder(project)
    let runs = Array(try ProjectLedger.load(project).state.runs.reversed())
    let outcomes = runs.map { $0.outcomeNow(holder) }
    if context.wantsJSON {
      context.answer(["runs": .array(zip(runs, outcomes).map { $0.json(outcome: $1) })])
      return .done
    }
    var table = TextTable()
    for (run, outcome) in zip(runs, outcomes) {
      let start = Instant(microseconds: run.startedAt / 1_000_000 * 1_000_000).iso8601
      let took = run.finishedAt.map { Amounts.clock(seconds: ($0 - run.startedAt) / 1_000_000) }
      table.add([run.id, start, outcome, took ?? ""])
    }
    context.say(table)
    return .done
  }
}

extension RunRecord {
  /// How the run ended; one that has no end and is not at work has crashed.
  func outcomeNow(_ holder: LockHolder?) -> String {
    outcome ?? (holder?.pid == pid && holder?.host == host ? "running" : "crashed")
  }

  fileprivate func json(outcome: String) -> JSONValue {
    [
      "run": .string(id), "command": .string(command), "outcome": .string(outcome),
      "startedAt": .string(Instant(microseconds: startedAt).iso8601),
      "finishedAt": finishedAt.map { .string(Instant(microseconds: $0).iso8601) } ?? .null,
      "selection": selection,
    ]
  }
}
