import CutroomModel

/// A clip has high dynamic range, which looks washed out in a video of standard range.
struct HdrInSdr: Rule {
  static let id = "hdr-in-sdr"
  static let severity = Finding.Severity.warning
  static let meaning =
    "a clip has high dynamic range, which looks washed out in a video of standard range"

  static func cure(project: String) -> String {
    "Tone-map the clip to SDR before it goes into the library, then: cutroom run \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let visuals = evidence.documents.timeline?.content.visuals ?? []
    return Set(visuals.map(\.file)).compactMap { name in
      guard let path = ProjectPath(name), evidence.truth(path)?.facts.isHdr == true else {
        return nil
      }
      return finding(evidence, at: path, "The clip is HDR, the video is SDR")
    }
  }
}
