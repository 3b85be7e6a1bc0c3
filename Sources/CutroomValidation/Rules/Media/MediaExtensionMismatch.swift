import CutroomModel

/// The extension of a media file does not fit its content.
struct MediaExtensionMismatch: Rule {
  static let id = "media-extension-mismatch"
  static let severity = Finding.Severity.error
  static let meaning = "the extension of a media file does not fit its content"

  static func cure(project: String) -> String {
    "Import it anew, which names it by its content: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.media.keys.compactMap { path in
      guard let truth = evidence.truth(path),
        path.mediaPlace?.accepts(truth.facts.kind) ?? true,
        !MediaExtension.fits(path.suffix, format: truth.format)
      else { return nil }
      let again = evidence.remake(path, stage: path.mediaPlace?.stage ?? "media")
      return finding(
        evidence,
        at: path,
        "It is named .\(path.suffix) and its content is \(truth.format)",
        hint: "Import it anew, which names it by its content: \(again)",
        severity: evidence.severity(of: path)
      )
    }
  }
}
