/// Where a project's budget stands, and where it would after what is planned.
package struct BudgetOutlook: Hashable, Sendable {
  package let budget: Cost
  /// What counts already, in the budget's currency.
  package let spent: Cost
  /// What is planned in that currency.
  package let planned: Cost

  /// `planned` are the estimates, by currency.
  package init(_ budget: Cost, of project: ProjectID, planned: [Cost], _ totals: LedgerTotals) {
    let nothing = Cost(micros: 0, currency: budget.currency)
    self.budget = budget
    self.planned = planned.filter { $0.currency == budget.currency }.reduce(nothing, +)
    spent = totals.spent(project: project.description, currency: budget.currency)
  }

  /// Whether some of what is planned will be refused.
  package var isOver: Bool { planned.micros > 0 && (spent + planned).micros > budget.micros }
}
