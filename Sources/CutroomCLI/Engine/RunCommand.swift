import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom run`.
struct RunCommand: Command {
  let name = "run"
  let summary = "run what is not fresh, and only that"
  let details = [
    "What was finished stays finished, also when the last run was killed. An edited input runs its "
      + "own chain and nothing else; `cutroom plan ID` shows which and why."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = RunArguments.options

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let command = "run \(try arguments.need(CommonOptions.project))"
    return try RunArguments(arguments, context).runWhole(command) { _ in }
  }
}

/// `cutroom resume`.
struct ResumeCommand: Command {
  let name = "resume"
  let summary = "finish the last run that did not end"
  let details = [
    "It takes the stages and items of that run, its --force for what it has not done, and its "
      + "--keep-going; where every run ended, it is `cutroom run`."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = RunArguments.options

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let command = "resume \(try arguments.need(CommonOptions.project))"
    let run = RunArguments(arguments, context)
    return try run.runWhole(command) { prepared in
      guard run.isPlain, let unfinished = prepared.session.withState({ $0.unfinishedRun }) else {
        return
      }
      prepared.options.goOn(with: unfinished)
      try RunSelectionCheck(prepared.options, of: prepared.session.project.id)
        .checkStages(prepared.pipeline.graph)
    }
  }
}
