import CutroomModel

/// A document is JSON, but not of the kind and shape that belong there.
struct DocumentInvalid: Rule {
  static let id = "document-invalid"
  static let severity = Finding.Severity.error
  static let meaning = "a document is JSON, but not of the kind and shape that belong there"

  static func cure(project: String) -> String {
    "See what belongs there: cutroom schema KIND; bring it back: "
      + "cutroom backup restore \(project) PATH --recorded"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.documents.faults.compactMap { fault in
      guard case .invalid(let reason) = fault.reason else { return nil }
      let severity = evidence.severity(of: fault.path)
      let hint = hint(evidence, fault.path)
      return finding(evidence, at: fault.path, reason.asSentence, hint: hint, severity: severity)
    }
  }

  private func hint(_ evidence: Evidence, _ path: ProjectPath) -> String? {
    guard let kind = DocumentKind(path: path) else { return nil }
    return "See what belongs there: cutroom schema \(kind.rawValue); bring it back: "
      + path.restoring(in: evidence.project)
  }
}
