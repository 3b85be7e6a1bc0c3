extension Cost: CustomStringConvertible {
  /// Units of a currency that a setting or an option may name.
  package static let amounts = 0.0...1_000_000.0

  /// `5.00 USD`, with as many decimals as it has, two at least.
  package var description: String {
    let (units, rest) = micros.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var decimals = String(repeating: "0", count: 6 - String(rest).count) + String(rest)
    while decimals.utf8.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(micros < 0 ? "-" : "")\(units).\(decimals) \(currency)"
  }

  /// The sum, held at the end of the range; both are of one currency.
  package static func + (left: Cost, right: Cost) -> Cost {
    let (sum, overflow) = left.micros.addingReportingOverflow(right.micros)
    return Cost(micros: overflow ? .max : sum, currency: left.currency)
  }

  /// Whether a text has the form of an ISO 4217 code.
  package static func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
