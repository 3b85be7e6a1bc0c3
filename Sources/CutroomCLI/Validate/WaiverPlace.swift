import CutroomModel
import CutroomValidation

/// What a waiver is about, as it is typed: `RULE` or `RULE:PATH`.
struct WaiverPlace: Equatable {
  let rule: String
  let path: String?

  /// Throws for a rule that there is not.
  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    rule = String(parts[0])
    path = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : nil
    guard RuleBook.hasFindings(named: rule) else {
      let near = NearNames.of(rule, among: RuleBook.ids)
      let hint = near.isEmpty ? nil : "Did you mean \(near.joined(separator: " or "))?"
      throw .other("there is no rule \"\(rule)\"", hint: hint)
    }
  }

  /// Whether an entry of `waivers.json` is about the same.
  func isPlace(of entry: JSONValue) -> Bool {
    entry["rule"]?.string == rule && entry["path"]?.string == path
  }
}
