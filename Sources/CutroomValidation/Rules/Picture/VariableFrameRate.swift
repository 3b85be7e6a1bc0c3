import CutroomModel

/// A clip has no steady frame rate.
struct VariableFrameRate: Rule {
  static let id = "variable-frame-rate"
  static let severity = Finding.Severity.warning
  static let meaning = "a clip has no steady frame rate, so its motion may stutter in the video"

  static func cure(project: String) -> String {
    "Bring the clip to one frame rate before it goes into the library, then: "
      + "cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownMedia.compactMap { path, truth in
      guard truth.facts.kind == .video, truth.facts.isVfr else { return nil }
      let average = truth.facts.fps.map { ", on average \($0) a second" } ?? ""
      return finding(evidence, at: path, "Its frames do not come at one rate\(average)")
    }
  }
}
