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
      let message = complaint(width, height, timeline)
      return finding(evidence, at: path, message)
    }
  }

  // The picture is enlarged until both sides fill the frame, and what then stands out is cut off.
  private func complaint(_ width: Int, _ height: Int, _ timeline: Timeline) -> String {
    let sides = [
      width < timeline.width ? "its width of \(width) is below \(timeline.width)" : nil,
      height < timeline.height ? "its height of \(height) is below \(timeline.height)" : nil,
    ]
    let short = sides.compactMap(\.self).joined(separator: " and ")
    return "It is enlarged to fill the frame of \(timeline.width)×\(timeline.height): \(short)"
  }
}
