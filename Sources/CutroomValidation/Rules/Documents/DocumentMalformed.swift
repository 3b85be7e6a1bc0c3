import CutroomModel

/// A document is not JSON that cutroom reads; the message says line and column.
struct DocumentMalformed: Rule {
  static let id = "document-malformed"
  static let severity = Finding.Severity.error
  static let meaning = "a document is not JSON that cutroom reads; the message says line and column"

  static func cure(project: String) -> String {
    "Bring the recorded version back: cutroom repair \(project), or mend the text by hand"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.documents.faults.compactMap { fault in
      guard case .malformed(let error) = fault.reason else { return nil }
      let message = "Line \(error.line), column \(error.column): \(error.reason.printable)"
      return finding(evidence, at: fault.path, message)
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    evidence.bringBack(finding)
  }
}
