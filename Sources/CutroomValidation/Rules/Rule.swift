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

  /// What mends a finding of this rule without losing anything; nil where nobody can be sure.
  func fix(for finding: Finding, in evidence: Evidence) -> Fix?
}

extension Rule {
  package func fix(for finding: Finding, in evidence: Evidence) -> Fix? { nil }

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
  /// Brings back what a finding is about, where a record names it: as a person edited it last where a
  /// copy of that is kept, else as it was recorded.
  func bringBack(_ finding: Finding) -> Fix? {
    guard let path = ProjectPath(finding.path), records.outputs[path] != nil else { return nil }
    return .bringBack(path)
  }

  /// What to type where work that is merely out of date may be the cause: a plain run is enough
  /// then, and anything else is told to be done again.
  func update(_ path: ProjectPath, stage: String) -> String {
    "Bring it up to date: cutroom run \(project); where nothing is to do: "
      + remake(path, stage: stage)
  }

  /// What to type where a file has not the bytes that its item made.
  func replace(_ path: ProjectPath) -> String? {
    guard isDamaged(path), let entry = records.outputs[path], let item = entry.item else {
      return nil
    }
    let again =
      entry.acceptedBecause == nil ? "cutroom run \(project)" : remake(path, stage: item.stage)
    return "Make it again: \(again) (the damaged bytes go to the trash); "
      + "keep it as it is: \(item.accepting(in: project))"
  }

  /// What to do about an accepted file that is gone; nil for one that any run makes again.
  func putBack(_ path: ProjectPath) -> String? {
    guard let entry = records.outputs[path], entry.acceptedBecause != nil, let item = entry.item
    else { return nil }
    return "Put it back, or have another made: \(remake(path, stage: item.stage))"
  }

  /// What to type to have a file made again.
  func remake(_ path: ProjectPath, stage fallback: String) -> String {
    guard let item = records.outputs[path]?.item else {
      return "cutroom run \(project) --stage \(fallback) --force"
    }
    return item.remaking(in: project)
  }
}
