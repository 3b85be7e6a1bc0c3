import CutroomModel

/// A file that a finished item made is not there.
struct OutputMissing: Rule {
  static let id = "output-missing"
  static let severity = Finding.Severity.error
  static let meaning = "a file that a finished item made is not there"

  static func cure(project: String) -> String {
    "Bring it back or make it again: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let referenced = Set(evidence.fileReferences.map(\.file))
    let odd = Set(evidence.oddities.map(\.path))
    return evidence.records.outputs.compactMap { path, entry in
      let name = path.description
      guard evidence.files[path] == nil, DocumentKind(path: path) == nil,
        !referenced.contains(name), !odd.contains(name)
      else { return nil }
      let maker = entry.item.map { "made by \($0)" } ?? "once written"
      let message = "It is recorded as \(maker), \(entry.output.size) bytes, and is gone"
      return finding(
        evidence,
        at: path,
        message,
        hint: evidence.putBack(path),
        severity: evidence.severity(of: path)
      )
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    evidence.bringBack(finding)
  }
}
