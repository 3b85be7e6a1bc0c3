import CutroomModel

/// A document says what was recorded, in other bytes: re-indented, or a byte that counts for nothing
/// has changed.
struct DocumentRewritten: Rule {
  static let id = "document-rewritten"
  static let severity = Finding.Severity.warning
  static let meaning = "a document says what was recorded, but its bytes are others"

  static func cure(project: String) -> String {
    "Nothing depends on it; to have the recorded bytes back: "
      + "cutroom backup restore \(project) PATH --recorded"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.recorded.compactMap { path, entry in
      guard let file = evidence.recordedFile(path), let content = file.content,
        let value = file.value, value == entry.output.value, content != entry.output.content
      else { return nil }
      let hint =
        "Nothing depends on it; to have the recorded bytes back: "
        + path.restoring(in: evidence.project)
      let message = "Its bytes are \(content.short), recorded were \(entry.output.content.short)"
      return finding(evidence, at: path, message, hint: hint)
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    ProjectPath(finding.path).map { .rewrite($0) }
  }
}
