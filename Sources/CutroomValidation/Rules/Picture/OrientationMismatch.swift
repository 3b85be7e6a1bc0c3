import CutroomModel

/// An upright picture in a lying video, or the reverse.
struct OrientationMismatch: Rule {
  static let id = "orientation-mismatch"
  static let severity = Finding.Severity.warning
  static let meaning = "a picture or clip is upright and the video is not, or the reverse"

  static func cure(project: String) -> String {
    "Put a picture of the video's shape into the library, then: "
      + "cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content,
      let wanted = Self.orientation(timeline.width, timeline.height)
    else { return [] }
    return evidence.shownMedia.compactMap { path, truth in
      // As a player shows it, turned where the file says so.
      guard let width = truth.facts.displayWidth, let height = truth.facts.displayHeight,
        let found = Self.orientation(width, height), found != wanted
      else { return nil }
      let message =
        "It is \(found.rawValue), \(width)×\(height), and the video \(wanted.rawValue), "
        + "\(timeline.width)×\(timeline.height): \(loss(width, height, timeline))"
      return finding(evidence, at: path, message)
    }
  }

  /// How much is lost of a picture that fills the frame.
  private func loss(_ width: Int, _ height: Int, _ timeline: Timeline) -> String {
    let own = Double(width) / Double(height)
    let frame = Double(timeline.width) / Double(timeline.height)
    let percent = Int((100 - 100 * min(own, frame) / max(own, frame)).rounded())
    return percent > 50 ? "most of it is cut off" : "\(percent) % of it are cut off"
  }

  private enum Orientation: String {
    case upright
    case wide
  }

  /// Nil for a square, which is neither.
  private static func orientation(_ width: Int, _ height: Int) -> Orientation? {
    guard width > 0, height > 0, width != height else { return nil }
    return width < height ? .upright : .wide
  }
}
