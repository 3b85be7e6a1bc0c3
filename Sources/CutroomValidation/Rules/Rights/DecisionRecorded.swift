import CutroomModel

/// A stage did something else than asked, such as a title card for a picture.
struct DecisionRecorded: Rule {
  static let id = "decision-*"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a stage did something else than asked, such as a title card, and nobody accepted it"

  static func cure(project: String) -> String {
    "By decision; then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.records.decisions.filter { counts($0, evidence) }.map { decided in
      let code = decided.decision.code
      return Finding(
        rule: "decision-\(code)",
        severity: .warning,
        path: decided.path?.description ?? decided.item.description,
        message: "\(decided.item): \(decided.decision.message)",
        hint: DecisionCure.words(code, project: evidence.project.description)
      )
    }
  }

  private func counts(_ decided: RecordedOutputs.Decided, _ evidence: Evidence) -> Bool {
    // What a person accepted is their own decision.
    if decided.acceptedBecause != nil { return false }
    return switch decided.decision.code {
    // That the gate had warnings is no news to the gate.
    case "validation-warnings": false
    case "title-card": isShown(decided.item.item, evidence)
    default: true
    }
  }

  // The record of a card outlives the card: a picture may have taken its place since.
  private func isShown(_ segment: String, _ evidence: Evidence) -> Bool {
    guard let timeline = evidence.documents.timeline?.content else { return true }
    let visuals = timeline.visuals.filter { $0.segmentId == segment }
    guard !visuals.isEmpty else { return true }
    let cards = Set(evidence.documents.assets.filter(\.content.isCard).map(\.content.file))
    return visuals.contains { cards.contains($0.file) }
  }
}
