import CutroomModel

/// What is shown of a clip is black.
struct PictureBlack: Rule {
  static let id = "picture-black"
  static let severity = Finding.Severity.error
  static let meaning =
    "what is shown of a clip is black: all of it (error), or a while (warning; with --deep)"

  static func cure(project: String) -> String {
    "Put another clip into the library, or cut the black part off, then: "
      + "cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownClips.compactMap { clip in
      let black = clip.parts(in: clip.picture.black)
      guard black.totalUs >= PictureMeasure.shortestBlackUs else { return nil }
      let isAll = black.totalUs >= clip.span.durationUs / 100 * 95
      let message =
        isAll
        ? "All that is shown of \(clip.path.name) is black"
        : "\(clip.path.name) is black from \(black.inWords) of its time"
      return finding(evidence, at: clip.place, message, severity: isAll ? .error : .warning)
    }
  }
}
