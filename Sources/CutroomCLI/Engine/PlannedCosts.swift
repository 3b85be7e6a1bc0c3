import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore

/// What a plan is going to ask of providers, and what that costs, as far as anybody can know.
struct PlannedCosts {
  private let plan: Plan
  private let settings: PipelineSettings
  private let outlook: BudgetOutlook?

  init(_ plan: Plan, of project: Project, _ settings: PipelineSettings) throws {
    self.plan = plan
    self.settings = settings
    outlook = try settings.budget.map { budget in
      let totals = try project.workspace.purchases().totals
      return BudgetOutlook(budget, of: project.id, planned: plan.costs, totals)
    }
  }

  // MARK: - For people

  var lines: [String] {
    [requests].compactMap(\.self) + plan.unknownRequests.map(Self.line)
      + [overBudget, withoutPrice].compactMap(\.self)
  }

  private var requests: String? {
    guard !plan.requests.isEmpty else { return nil }
    let requests = Amounts.count(plan.requests.count, "request")
    let costs = plan.costs.map { "about \($0)" }.joined(separator: " and ")
    return "\(requests) to providers" + (costs.isEmpty ? "" : ", \(costs)")
      + "; what the cache has costs nothing"
  }

  private static func line(_ unknown: UnknownRequests) -> String {
    let who = unknown.providers.joined(separator: " and ")
    let requests = "how many requests \(unknown.stage) makes to \(who) is not known before"
    return unknown.after.map { "\(requests) \($0) has run" } ?? "\(requests) it has made them"
  }

  private var overBudget: String? {
    guard let outlook, outlook.isOver else { return nil }
    let spent = outlook.spent.micros > 0 ? ", of which \(outlook.spent) is spent" : ""
    return "about \(outlook.planned) is over the budget of \(outlook.budget)\(spent): what goes "
      + "beyond it is not asked"
  }

  /// The providers that are going to be asked, have no price, and are not known to be free.
  private var withoutPrice: String? {
    guard let budget = settings.budget else { return nil }
    let asked = Set(plan.requests.filter { $0.cost == nil }.map(\.provider))
      .union(plan.unknownRequests.flatMap(\.providers))
    let names = settings.providers
      .filter { asked.contains($0.name) && $0.price == nil && !$0.isKnownToBeFree }.map(\.name)
    guard !names.isEmpty else { return nil }
    return "within the budget of \(budget) nothing is asked of \(names.joined(separator: " and ")) "
      + "unless free: its requests have no \"price\" in settings.providers of pipeline.json"
  }

  // MARK: - For programs

  var json: [String: JSONValue] {
    [
      "requests": .integer(Int64(plan.requests.count)), "costs": .array(plan.costs.map(\.json)),
      "unknownRequests": .array(plan.unknownRequests.map(Self.json)),
      "budget": outlook.map(Self.json) ?? .null,
    ]
  }

  private static func json(_ unknown: UnknownRequests) -> JSONValue {
    [
      "stage": .string(unknown.stage),
      "providers": .array(unknown.providers.map { .string($0) }),
      "after": unknown.after.map { .string($0) } ?? .null,
    ]
  }

  private static func json(_ outlook: BudgetOutlook) -> JSONValue {
    [
      "amount": outlook.budget.json, "spent": outlook.spent.json, "planned": outlook.planned.json,
      "isOver": .bool(outlook.isOver),
    ]
  }
}
