import CutroomModel

/// A file other than a document has other bytes than were recorded.
struct AssetDamaged: Rule {
  static let id = "asset-damaged"
  static let severity = Finding.Severity.error
  static let meaning = "a file other than a document has other bytes than were recorded"

  static func cure(project: String) -> String {
    "Make it again: cutroom run \(project) (the damaged bytes go to the trash); "
      + "keep it as it is: cutroom accept \(project) STAGE/ITEM"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.records.outputs.compactMap { path, entry in
      guard evidence.isDamaged(path), let file = evidence.files[path], let content = file.content
      else { return nil }
      let recorded = entry.output
      let message =
        "SHA-256 \(content.short), \(file.size) bytes; recorded were \(recorded.content.short), "
        + "\(recorded.size) bytes"
      return finding(
        evidence,
        at: path,
        message,
        hint: evidence.replace(path),
        severity: evidence.severity(of: path)
      )
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    evidence.bringBack(finding)
  }
}
