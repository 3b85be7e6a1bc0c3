import CutroomModel
import CutroomPipeline
import CutroomStore

/// `cutroom render`.
struct RenderCommand: Command {
  let name = "render"
  let summary = "validate, then render what is planned; refuses on errors"
  let details = [
    "It runs the stages `validate` and `render` alone, on the project as it stands. It ends with 4 "
      + "where validation finds an error."
  ]
  let positionals = [CommonOptions.project]
  let options: [any OptionDeclaration] = RunArguments.renderOptions

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let project = try arguments.need(CommonOptions.project)
    return try RunArguments(arguments, context).run("render \(project)") { prepared in
      prepared.options.stages = prepared.pipeline.definition.stages
        .filter { [.builtin("validate"), .builtin("render")].contains($0.work) }
        .map(\.id)
      guard !prepared.options.stages.isEmpty else {
        throw Fault(
          .usage,
          "no-render-stage",
          "the pipeline has no stage that validates or renders",
          hint: "Run the stages that it has: cutroom run \(project)"
        )
      }
    }
  }
}
