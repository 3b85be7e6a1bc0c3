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
    evidence.records.decisions.map { decided in
      Finding(
        rule: "decision-\(decided.decision.code)",
        severity: .warning,
        path: decided.path?.description ?? decided.item.description,
        message: "\(decided.item): \(decided.decision.message)",
        hint: Self.cure(project: evidence.project.description)
      )
    }
  }
}
