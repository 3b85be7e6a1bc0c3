import CutroomModel

/// A picture says in Exif data that it is to be turned, and the renderer's decoder does not heed that.
struct TurnIgnored: Rule {
  static let id = "turn-ignored"
  static let severity = Finding.Severity.error
  static let meaning =
    "a PNG or WebP says in its Exif data that it is to be turned; it is rendered as it lies"

  static func cure(project: String) -> String {
    "Turn its pixels, or make it a JPEG, before it goes into the library, then: "
      + "cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownMedia.compactMap { path, truth in
      guard ["png_pipe", "webp_pipe"].contains(truth.format), truth.facts.rotation != 0 else {
        return nil
      }
      let degrees = truth.facts.rotation
      return finding(evidence, at: path, "It is to be turned by \(degrees)°, and would not be")
    }
  }
}
