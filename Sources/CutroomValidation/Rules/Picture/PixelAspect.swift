import CutroomModel

/// A picture or clip has pixels that are not square.
struct PixelAspect: Rule {
  static let id = "pixel-aspect"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a picture or clip has pixels that are not square; many programs show it squeezed"

  static func cure(project: String) -> String {
    "Scale the clip to square pixels before it goes into the library, then: "
      + "cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownMedia.compactMap { path, truth in
      guard let aspect = truth.pixelAspect else { return nil }
      return finding(evidence, at: path, "Its pixels are \(aspect), not square")
    }
  }
}
