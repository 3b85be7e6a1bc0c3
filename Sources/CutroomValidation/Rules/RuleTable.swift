import CutroomModel

/// The rules as a table for people.
package enum RuleTable {
  /// A Markdown table of every rule, by name.
  package static var markdown: String {
    let head = "| Rule | Severity | What it means | Cure |\n|---|---|---|---|\n"
    let rows = RuleBook.all.map { row(type(of: $0)) }.sorted()
    return head + rows.joined(separator: "\n") + "\n"
  }

  private static func row(_ rule: any Rule.Type) -> String {
    let cells = [
      "`\(rule.id)`", rule.severity.rawValue, rule.meaning, rule.cure(project: "ID"),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }
}
