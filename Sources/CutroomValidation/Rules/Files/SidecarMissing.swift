import CutroomModel

/// A media file has no sidecar that says what it is and whose.
struct SidecarMissing: Rule {
  static let id = "sidecar-missing"
  static let severity = Finding.Severity.error
  static let meaning = "a media file has no sidecar that says what it is and whose"

  static func cure(project: String) -> String {
    "Make the sidecar: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let used = evidence.documents.timeline.map { _ in
      Set(evidence.timelineReferences.map(\.file))
    }
    return evidence.files.keys.compactMap { path in
      guard let place = path.mediaPlace, let sidecar = path.sidecar,
        evidence.files[sidecar] == nil, used?.contains(path.description) ?? true
      else { return nil }
      let again = evidence.remake(path, stage: place.stage)
      return finding(evidence, at: path, "\(sidecar.name) is missing", hint: "Make it: \(again)")
    }
  }
}
