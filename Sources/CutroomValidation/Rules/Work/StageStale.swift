import CutroomModel

/// A stage would make something again that was made before.
struct StageStale: Rule {
  static let id = "stage-stale"
  static let severity = Finding.Severity.warning
  static let meaning = "something changed since a stage did its work, so a run would do it again"

  static func cure(project: String) -> String {
    "See why: cutroom explain \(project) STAGE; bring it up to date: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.staleStages.map { stale in
      let items = Amounts.count(stale.items, "item")
      return finding(
        evidence,
        at: stale.stage,
        "\(items) would be made again: \(stale.reason.printable)",
        hint: "See why: cutroom explain \(evidence.project) \(stale.stage); "
          + "bring it up to date: cutroom run \(evidence.project)"
      )
    }
  }
}
