import CutroomModel

/// `cutroom doctor`.
struct DoctorCommand: Command {
  let name = "doctor"
  let summary = "what is missing on this machine, with the package that brings it"
  let details = ["It ends with 8 where the ordinary pipeline cannot run."]
  let options: [any OptionDeclaration] = [CommonOptions.json]

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let checks =
      FFmpegCheck().checks + WorkerChecks().checks + MachineChecks(context).checks
      + CacheCheck(context).checks
    let code: ExitCode = checks.contains { $0.state == .missing } ? .unavailable : .done
    if context.wantsJSON {
      context.answer([
        "cutroom": .string(Program.version), "ok": .bool(code == .done),
        "checks": .array(checks.map(\.json)),
      ])
      return code
    }
    let colour = Colour(isOn: context.outputTerminal.usesColour)
    let width = checks.map(\.name.count).max() ?? 0
    context.say("cutroom \(Program.version)")
    for check in checks {
      let name = DisplayWidth.fit(check.name, to: width)
      context.output.writeLine(
        "\(Self.word(check.state, colour))  \(name)  \(check.detail.printable)"
      )
      if let hint = check.hint { context.say("           \(hint.printable)") }
    }
    return code
  }

  private static func word(_ state: DoctorCheck.State, _ colour: Colour) -> String {
    switch state {
    case .ok: colour.green("ok     ")
    case .warning: colour.yellow("warning")
    case .missing: colour.red("missing")
    }
  }
}
