/// What the drawings of a report have in common.
enum SVGParts {
  /// A length in points, with one digit after the point.
  static func point(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }

  /// What is drawn, as a link to a finding; alone where it is about none.
  static func link(to finding: Int?, _ content: HTML, name: String? = nil) -> HTML {
    guard let finding else { return content }
    let label = name ?? "to finding \(finding + 1)"
    return .tag("a", ["href": "#f\(finding + 1)", "aria-label": label], content)
  }
}
