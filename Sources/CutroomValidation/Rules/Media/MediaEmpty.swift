import CutroomModel

/// A media file has no byte.
struct MediaEmpty: Rule {
  static let id = "media-empty"
  static let severity = Finding.Severity.error
  static let meaning = "a media file has no byte"

  static func cure(project: String) -> String {
    "Make it again: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.files.compactMap { path, file in
      guard evidence.isMedia(path), file.size == 0, !evidence.isDamaged(path) else { return nil }
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(
        evidence,
        at: path,
        "The file has 0 bytes",
        hint: evidence.replace(path) ?? "Make it again: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }
}
