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
      let stages = prepared.pipeline.definition.stages
      prepared.options.stages = stages.filter { isMeant($0, "validate") || isMeant($0, "render") }
        .map(\.id)
      guard stages.contains(where: { isMeant($0, "render") }) else {
        throw Fault(
          .usage,
          "no-render-stage",
          "the pipeline has no stage that renders",
          hint: "Run the stages that it has: cutroom run \(project)"
        )
      }
    }
  }

  /// A stage that uses the built-in, or a program that took its name.
  private func isMeant(_ stage: StageDefinition, _ name: String) -> Bool {
    stage.work == .builtin(name) || stage.id == name
  }
}
