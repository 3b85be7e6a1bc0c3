import CutroomModel

/// Nothing is seen of a clip, or next to nothing.
struct PictureBlack: Rule {
  static let id = "picture-black"
  static let severity = Finding.Severity.error
  static let meaning =
    "nothing is seen of a clip (error), or it is dark all the time or black a while (warning; "
    + "with --deep)"

  static func cure(project: String) -> String {
    "Put another clip into the library, or cut the black part off, then: "
      + "cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownClips.compactMap { clip in
      let black = clip.parts(in: clip.picture.black)
      guard black.totalUs >= PictureMeasure.shortestBlackUs else { return nil }
      let name = clip.path.name
      if clip.isFilled(by: clip.parts(in: clip.picture.empty)) {
        return finding(evidence, at: clip.place, "All that is shown of \(name) is black")
      }
      // Stars, a night and a small title are dark, and meant to be.
      let message =
        clip.isFilled(by: black)
        ? "All that is shown of \(name) is black or nearly so"
        : "\(name) is black from \(black.inWords) of its time"
      return finding(evidence, at: clip.place, message, severity: .warning)
    }
  }
}

extension ShownClip {
  /// Whether stretches take up next to all of it.
  fileprivate func isFilled(by stretches: [TimeSpan]) -> Bool {
    stretches.totalUs >= span.durationUs / 100 * 95
  }
}
