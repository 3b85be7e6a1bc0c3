import CutroomModel
import CutroomProviders
import CutroomSystem

/// `cutroom provider check`.
struct ProviderCheckCommand: Command {
  let name = "provider check"
  let summary = "whether a provider works: its key, what it can do, one small request a task"
  let details = [
    "A request that may cost money is made with --paid only. It ends with 1 where a step failed."
  ]
  let positionals = [provider]
  let options: [any OptionDeclaration] = [paid, model, voice, query, CommonOptions.json]

  private static let provider = Positional("NAME", help: "as pipeline.json calls it")
  private static let paid = Flag("paid", help: "make requests that may cost money too")
  private static let model = Option("model", "NAME", .text, help: "the model to ask")
  private static let voice = Option("voice", "NAME", .text, help: "the voice to speak with")
  private static let query = Option("query", "WORDS", .text, help: "what to look for")

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let name = try arguments.need(Self.provider)
    let words = ProviderCheck.Words(
      model: arguments[Self.model],
      voice: arguments[Self.voice],
      query: arguments[Self.query]
    )
    let steps = try context.withProviders { named in
      guard let settings = named.shelf.settings(of: name) else {
        throw Fault(
          .usage,
          "unknown-provider",
          "pipeline.json names no provider \"\(name)\"",
          hint: named.settings.isEmpty
            ? "docs/providers.md says how to name one."
            : "There are: " + named.settings.map(\.name).joined(separator: ", ")
        )
      }
      let check = ProviderCheck(
        settings,
        named,
        words,
        isPaidAllowed: arguments[Self.paid],
        log: { context.note($0) }
      )
      return try check.run { if !context.wantsJSON { tell($0, context) } }
    }
    let code: ExitCode = steps.contains { $0.state == .failed } ? .failed : .done
    if context.wantsJSON {
      context.answer([
        "name": .string(name), "ok": .bool(code == .done), "steps": .array(steps.map(\.json)),
      ])
    }
    return code
  }

  private func tell(_ step: ProviderCheck.Step, _ context: Context) {
    let colour = Colour(isOn: context.outputTerminal.usesColour)
    let word =
      switch step.state {
      case .ok: colour.green("ok     ")
      case .failed: colour.red("failed ")
      case .skipped: colour.yellow("skipped")
      }
    context.output.writeLine(
      "\(word)  \(DisplayWidth.fit(step.name, to: 12))  \(step.detail.printable)"
    )
    if let cure = step.cure { context.say("           \(cure)") }
  }
}
