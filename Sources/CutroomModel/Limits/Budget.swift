/// How much may be spent.
package struct Budget: Hashable, Sendable {
  /// What it is about.
  package enum Scope: String, Hashable, Sendable {
    /// All that a project ever cost.
    case project
    /// What one run costs.
    case run
  }

  package var scope: Scope
  package var amount: Cost

  package init(_ amount: Cost, of scope: Scope) {
    self.amount = amount
    self.scope = scope
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
      let units = Int64(parts[0]), Double(units) <= Cost.amounts.upperBound
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
  package enum Reason: Hashable, Sendable {
    /// The request costs more than is left, or nothing is left.
    case spent
    /// The request has a price in another currency, which no exchange rate here makes one of.
    case otherCurrency
    /// Nobody knows what a request costs: no budget can be kept with it.
    case noPrice
  }

  package var reason: Reason
  package var budget: Budget
  package var provider: String
  /// What counts already, in the budget's currency, what is under way included.
  package var spent: Cost
  /// What the request would cost; nil where nobody knows.
  package var asked: Cost?
  /// What was spent in another currency; nil where nothing was.
  package var foreign: Cost?

  package init(
    _ reason: Reason,
    _ budget: Budget,
    provider: String,
    spent: Cost,
    asked: Cost?,
    foreign: Cost? = nil
  ) {
    self.reason = reason
    self.budget = budget
    self.provider = provider
    self.spent = spent
    self.asked = asked
    self.foreign = foreign
  }
}

extension BudgetRefusal: CustomStringConvertible {
  /// The facts in one line.
  package var description: String {
    let whole = "the budget of the \(budget.scope.rawValue), \(budget.amount)"
    let price = asked.map { "\(provider) asks \($0) for a request" }
    return switch reason {
    case .noPrice:
      "\(provider) has no price, and may cost money: nobody knows what of \(whole), would be left"
    case .otherCurrency:
      if let foreign {
        "\(foreign) of the \(budget.scope.rawValue) are spent, and \(whole), is of another currency"
      } else {
        "\(price ?? provider), and \(whole), is of another currency"
      }
    case .spent:
      "\(price ?? "\(provider) has no price for a request"), and \(spent) of \(whole), are spent"
    }
  }
}
