/// How much may be spent.
package struct Budget: Hashable, Sendable {
  /// What it is about.
  package enum Scope: String, Hashable, Sendable {
    /// All that a project ever cost.
    case project
    /// What one run costs.
    case run
  }

  /// Units of the currency that a configuration may allow.
  package static let amounts = 0.0...1_000_000_000.0

  package var scope: Scope
  package var amount: Cost

  package init(_ amount: Cost, of scope: Scope) {
    self.amount = amount
    self.scope = scope
  }

  /// Reads `settings.budget` of a pipeline, `{"amount": 5, "currency": "USD"}`.
  package init(settings: JSONValue) throws(BudgetFault) {
    // Written so that NaN is refused: it compares with nothing.
    guard let amount = settings["amount"]?.double, Self.amounts.contains(amount) else {
      throw BudgetFault(reason: "budget.amount must be a number from 0 to 1000000000")
    }
    guard let currency = settings["currency"]?.string, Cost.isCurrency(currency) else {
      throw BudgetFault(reason: "budget.currency must be three capital letters such as USD")
    }
    let micros = Int64((amount * 1_000_000).rounded())
    self.init(Cost(micros: micros, currency: currency), of: .project)
  }

  /// Reads what `--budget` says: `5`, `2.50` or `2.50 EUR`; `currency` stands where it names none.
  package init(text: String, currency: String) throws(BudgetFault) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    let named = parts.count == 2 ? String(parts[1]) : currency
    guard let number = parts.first, parts.count <= 2, let micros = Self.micros(number),
      Cost.isCurrency(named)
    else {
      throw BudgetFault(reason: "a budget is an amount such as 5, 2.50 or \"2.50 EUR\"")
    }
    self.init(Cost(micros: micros, currency: named), of: .run)
  }

  /// Digits and at most six decimals.
  private static func micros(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard areDigits, (1...2).contains(parts.count), parts[0].utf8.count <= 10,
      let units = Int64(parts[0]), Double(units) <= amounts.upperBound
    else { return nil }
    let decimals = parts.count == 2 ? parts[1] : "0"
    guard decimals.utf8.count <= 6 else { return nil }
    let padded = decimals + String(repeating: "0", count: 6 - decimals.utf8.count)
    return Int64(padded).map { units * 1_000_000 + $0 }
  }
}

/// A budget that is none.
package struct BudgetFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { reason }
}

/// That something was not bought, because of a budget.
package struct BudgetRefusal: Error, Hashable, Sendable {
  package var budget: Budget
  package var provider: String
  /// What counts already, in the budget's currency, what is under way included.
  package var spent: Cost
  /// What the request would cost; nil where nobody knows.
  package var asked: Cost?
  /// What was spent in another currency; nil where nothing was.
  package var foreign: Cost?

  package init(_ budget: Budget, provider: String, spent: Cost, asked: Cost?, foreign: Cost? = nil)
  {
    self.budget = budget
    self.provider = provider
    self.spent = spent
    self.asked = asked
    self.foreign = foreign
  }

  /// Whether there is money in another currency, which no exchange rate here makes the budget's.
  package var isOtherCurrency: Bool {
    foreign != nil || asked.map { $0.currency != spent.currency } ?? false
  }
}

extension BudgetRefusal: CustomStringConvertible {
  /// The facts in one line, and the cure.
  package var description: String {
    let whole = "the budget of the \(budget.scope.rawValue), \(budget.amount)"
    let cure =
      budget.scope == .project
      ? "raise settings.budget.amount in pipeline.json" : "give the run more with --budget"
    if let foreign {
      return "\(foreign) of the \(budget.scope.rawValue) are spent, and \(whole), is of another "
        + "currency; give it that one in pipeline.json"
    }
    if let asked, isOtherCurrency {
      return "\(provider) asks \(asked) for a request, and \(whole), is of another currency; "
        + "give both the same one in pipeline.json"
    }
    let price = asked.map { "\(provider) asks \($0)" } ?? "\(provider) has no price"
    return "\(price) for a request, and \(spent) of \(whole), are spent; \(cure)"
  }
}
