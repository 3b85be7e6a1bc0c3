import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem

/// `cutroom limits`.
struct LimitsCommand: Command {
  let name = "limits"
  let summary = "what may still be asked of each provider, and what it cost this month"
  let details = [
    """
    A request counts before it is sent, for all projects and runs of the workspace together. Keys are \
    told apart by the beginning of their hash. Months are those of UTC.
    """
  ]
  let options: [any OptionDeclaration] = [reset, CommonOptions.json]

  private static let reset = Option(
    "reset",
    "PROVIDER",
    .text,
    help: "forget what was counted for a provider, and what it asked to wait for; its costs stay"
  )

  func run(_ arguments: Arguments, _ context: Context) throws -> ExitCode {
    let workspace = try context.workspace()
    if let provider = arguments[Self.reset] {
      return try forget(provider, in: workspace, context)
    }
    let month = UTCMonth(at: Instant(microseconds: context.clock.now()))
    let reading = try workspace.purchases()
    let known = try context.withProviders { $0.shelf.accounts() }
    let survey = try workspace.limits(known)
    let uses = ProviderUse.all(survey.accounts, reading.totals, month: month)
    if context.wantsJSON {
      context.answer([
        "month": .string(month.description), "providers": .array(uses.map(\.json)),
        "countLost": survey.loss.map(Self.json) ?? .null,
        "damagedLines": .integer(Int64(reading.damaged)),
      ])
      return .done
    }
    var table = TextTable()
    for row in uses.flatMap(\.rows) { table.add(row) }
    context.say(table)
    if uses.isEmpty { context.note("no request to a provider was counted yet") }
    if let loss = survey.loss {
      context.note(
        "what was sent before \(ProviderUse.words(loss.at)) is not known any more, and counts as all "
          + "that was allowed, save of the month: \(RateLimitBook.name) was damaged, and is kept as "
          + loss.keptAs
      )
    }
    if reading.damaged > 0 {
      let lines = Amounts.count(reading.damaged, "line")
      context.note(
        "\(lines) of .cutroom/\(CostLedger.name) cannot be read: what they say counts nowhere"
      )
    }
    return .done
  }

  private func forget(
    _ provider: String,
    in workspace: Workspace,
    _ context: Context
  ) throws -> ExitCode {
    let known = Set(try workspace.limits().accounts.map(\.account.provider)).sorted()
    // The name that pipeline.json gives it will do as well as that of the service.
    let account = known.contains(provider) ? provider : try Self.account(of: provider, context)
    guard let account, known.contains(account) else {
      let near = NearNames.of(provider, among: known)
      throw Fault(
        .usage,
        "unknown-provider",
        "nothing was counted for a provider \"\(provider)\"",
        hint: near.isEmpty
          ? "`cutroom limits` shows them all." : "Did you mean \(near.joined(separator: ", "))?"
      )
    }
    let count = try workspace.limitDesk().forget(account)
    if context.wantsJSON {
      context.answer(["reset": .string(account), "accounts": .integer(Int64(count))])
    } else {
      context.note("what was counted for \(account) is forgotten")
    }
    return .done
  }

  /// What a provider of pipeline.json is counted as; nil where there is none of that name.
  private static func account(of name: String, _ context: Context) throws -> String? {
    try context.withProviders { named in
      named.settings.contains { $0.name == name } ? named.shelf.service(of: name) : nil
    }
  }

  private static func json(_ loss: LimitLoss) -> JSONValue {
    ["at": ProviderUse.time(loss.at), "keptAs": .string(loss.keptAs)]
  }
}
