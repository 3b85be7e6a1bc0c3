import CutroomModel

/// A picture or clip is smaller than the video, so it is enlarged and looks soft.
struct OutputResolution: Rule {
  static let id = "output-resolution"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a picture or clip is smaller than the video, so it is enlarged and looks soft"

  static func cure(project: String) -> String {
    "Put a larger picture into the library, then: cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content else { return [] }
    let files = Set(timeline.visuals.map(\.file))
    return files.compactMap { name in
      guard let path = ProjectPath(name), !evidence.isBroken(path),
        let facts = evidence.truth(path)?.facts, let width = facts.displayWidth,
        let height = facts.displayHeight, width < timeline.width || height < timeline.height
      else { return nil }
      let message =
        "It is \(width)×\(height), smaller than the video's \(timeline.width)×\(timeline.height)"
      return finding(evidence, at: path, message)
    }
  }
}
