import CutroomModel

/// A document was written by a newer cutroom.
struct SchemaNewer: Rule {
  static let id = "schema-newer"
  static let severity = Finding.Severity.error
  static let meaning = "a document was written by a newer cutroom"

  static func cure(project: String) -> String {
    "Open the project \(project) with the newer cutroom that wrote it; no version goes back"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.documents.faults.compactMap { fault in
      guard case .newer(let version, let supported) = fault.reason else { return nil }
      let message = "It has version \(version.printable); this cutroom reads up to \(supported)"
      return finding(evidence, at: fault.path, message)
    }
  }
}
