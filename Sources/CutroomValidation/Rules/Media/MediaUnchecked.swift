import CutroomModel

/// Media files could not be measured, so nothing is known of their content.
struct MediaUnchecked: Rule {
  static let id = "media-unchecked"
  static let severity = Finding.Severity.warning
  static let meaning = "media files could not be measured, so nothing is known of their content"

  static func cure(project: String) -> String {
    "Put cutroom-media beside cutroom (make build makes both), then: cutroom validate \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let failure = evidence.mediaFailure else { return [] }
    let count = evidence.files.count { path, file in
      evidence.isMedia(path) && file.size > 0 && evidence.media[path] == nil
    }
    guard count > 0 else { return [] }
    return [
      finding(
        evidence,
        at: evidence.scope == .media ? "." : "assets",
        "\(count) files were not measured: \(failure)"
      )
    ]
  }
}
