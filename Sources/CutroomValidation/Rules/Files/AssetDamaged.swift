import CutroomModel

/// A file other than a document has other bytes than were recorded.
struct AssetDamaged: Rule {
  static let id = "asset-damaged"
  static let severity = Finding.Severity.error
  static let meaning = "a file other than a document has other bytes than were recorded"

  static func cure(project: String) -> String {
    "Bring the recorded bytes back: cutroom repair \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.records.outputs.compactMap { path, entry in
      guard evidence.isDamaged(path), let file = evidence.files[path], let content = file.content
      else { return nil }
      let recorded = entry.output
      let message =
        "SHA-256 \(content.short), \(file.size) bytes; recorded were \(recorded.content.short), "
        + "\(recorded.size) bytes"
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "render")
      return finding(
        evidence,
        at: path,
        message,
        hint: "\(Self.cure(project: evidence.project.description)); or make it again: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }
}
