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
    let isAtWork = try ProjectLock.currentHolder(project) != nil
    let runs = Array(try ProjectLedger.load(project).state.runs.reversed())
    let outcomes = runs.enumerated().map { index, run in
      // A run that has no end and nobody at work behind it has crashed.
      run.outcome ?? (index == 0 && isAtWork ? "running" : "crashed")
    }
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
  fileprivate func json(outcome: String) -> JSONValue {
    [
      "run": .string(id), "command": .string(command), "outcome": .string(outcome),
      "startedAt": .string(Instant(microseconds: startedAt).iso8601),
      "finishedAt": finishedAt.map { .string(Instant(microseconds: $0).iso8601) } ?? .null,
      "selection": selection,
    ]
  }
}
