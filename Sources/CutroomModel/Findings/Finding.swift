/// One fault or doubt that a check found.
package struct Finding: Hashable, Sendable, Codable {
  /// Whether a finding stops a render.
  package enum Severity: String, Hashable, Sendable, Codable {
    case error
    case warning

    /// The place in an order that has the worst first.
    package var rank: Int { self == .error ? 0 : 1 }

    /// Whether it is worse than another, or there is none.
    package func isWorse(than other: Severity?) -> Bool { other.map { rank < $0.rank } ?? true }
  }

  /// The rule's name, such as `media-truncated`.
  package let rule: String
  package let severity: Severity
  /// Where: a path in the project, with a JSON pointer after `#` where one place is meant.
  package let path: String
  /// What is wrong, with the facts.
  package let message: String
  /// What to do about it.
  package let hint: String

  package init(rule: String, severity: Severity, path: String, message: String, hint: String) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.message = message
    self.hint = hint
  }
}
