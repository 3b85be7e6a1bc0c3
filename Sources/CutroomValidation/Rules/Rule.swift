package import CutroomModel

/// One thing that must be so in a project; pure, so that it is told by its evidence alone.
package protocol Rule: Sendable {
  /// The name that findings carry, in kebab-case.
  static var id: String { get }
  /// The severity of its findings, or the worst of them.
  static var severity: Finding.Severity { get }
  /// What a finding means, for the table of rules.
  static var meaning: String { get }

  /// What to do about a finding, for the table of rules; `project` is the id to type.
  static func cure(project: String) -> String

  /// The faults that the evidence shows.
  func findings(in evidence: Evidence) -> [Finding]
}

extension Rule {
  /// A finding of this rule, with the rule's own cure where no better one is given.
  func finding(
    _ evidence: Evidence,
    at path: String,
    _ message: String,
    hint: String? = nil,
    severity: Finding.Severity? = nil
  ) -> Finding {
    Finding(
      rule: Self.id,
      severity: severity ?? Self.severity,
      path: path,
      message: message,
      hint: hint ?? Self.cure(project: evidence.project.description)
    )
  }

  /// A finding about a whole file.
  func finding(
    _ evidence: Evidence,
    at path: ProjectPath,
    _ message: String,
    hint: String? = nil,
    severity: Finding.Severity? = nil
  ) -> Finding {
    finding(evidence, at: path.description, message, hint: hint, severity: severity)
  }
}

extension Evidence {
  /// What to type to have a file made again.
  func remake(_ path: ProjectPath, stage fallback: String) -> String {
    guard let item = records.outputs[path]?.item else {
      return "cutroom run \(project) --stage \(fallback) --force"
    }
    return "cutroom run \(project) --stage \(item.stage) --item \(item.item) --force"
  }
}
