import CutroomModel

/// A finished video was measured and is not what was planned.
struct RenderUnfit: Rule {
  static let id = "render-unfit"
  static let severity = Finding.Severity.error
  static let meaning = "a finished video was measured and is not what was planned"

  static func cure(project: String) -> String {
    "Render it anew: cutroom render \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard evidence.scope == .project else { return [] }
    return evidence.documents.reports.flatMap { report in
      report.content.checks.enumerated().compactMap { index, check in
        guard !check.passed else { return nil }
        let message =
          "\(check.name.printable): planned \(check.planned.printable), "
          + "measured \(check.measured.printable)"
        return finding(evidence, at: "\(report.path)#/checks/\(index)", message)
      }
    }
  }
}
