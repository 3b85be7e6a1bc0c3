import CutroomModel

/// A stage did something else than asked, such as a title card for a picture.
struct DecisionRecorded: Rule {
  static let id = "decision-*"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a stage did something else than asked, such as a title card for a picture"

  static func cure(project: String) -> String {
    "Give the stage what it lacked, such as a picture, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    // That the gate had warnings is no news to the gate.
    evidence.records.decisions.filter { $0.decision.code != "validation-warnings" }.map { decided in
      Finding(
        rule: "decision-\(decided.decision.code)",
        severity: .warning,
        path: decided.path?.description ?? decided.item.description,
        message: "\(decided.item): \(decided.decision.message)",
        hint: Self.hint(for: decided, project: evidence.project.description)
      )
    }
  }

  private static func hint(for decided: RecordedOutputs.Decided, project: String) -> String {
    switch decided.decision.code {
    case "title-card", "no-music": cure(project: project)
    default: "Mend what it names where you can, then: cutroom run \(project)"
    }
  }
}
