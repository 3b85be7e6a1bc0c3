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
    let count = evidence.files.count { isUnknown($0, $1, evidence) }
    guard count > 0 else { return [] }
    let files = "\(Amounts.count(count, "file")) \(count == 1 ? "was" : "were")"
    let isQuick = evidence.depth == .quick
    return [
      finding(
        evidence,
        at: evidence.scope == .media ? "." : "assets",
        "\(files) not measured: \(failure)",
        hint: isQuick ? "Have them looked at: cutroom validate \(evidence.project)" : nil
      )
    ]
  }

  private func isUnknown(_ path: ProjectPath, _ file: FileEvidence, _ evidence: Evidence) -> Bool {
    guard file.size > 0 else { return false }
    if evidence.isMedia(path) { return evidence.media[path] == nil }
    // What else was made is compared by its bytes, which a quick check only remembers.
    return evidence.depth == .quick && file.content == nil && file.failure == nil
      && evidence.records.outputs[path] != nil
  }
}
