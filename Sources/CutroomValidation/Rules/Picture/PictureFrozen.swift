import CutroomModel

/// A clip stands still while it is shown.
struct PictureFrozen: Rule {
  static let id = "picture-frozen"
  static let severity = Finding.Severity.warning
  static let meaning = "a clip stands still for two seconds or more while it is shown (with --deep)"

  static func cure(project: String) -> String {
    "Put another clip into the library, or a picture where none moves, then: "
      + "cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownClips.compactMap { clip in
      let black = clip.parts(in: clip.picture.black)
      // What is black all the time stands still, too, and is another rule's business.
      let frozen = clip.parts(in: clip.picture.frozen)
        .filter { $0.length(outside: black) >= PictureMeasure.shortestFreezeUs }
      guard !frozen.isEmpty else { return nil }
      let message = "\(clip.path.name) stands still from \(frozen.inWords) of its time"
      return finding(evidence, at: clip.place, message)
    }
  }
}
