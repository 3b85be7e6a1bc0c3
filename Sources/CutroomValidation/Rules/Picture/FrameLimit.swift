import CutroomModel

/// A picture or clip is larger than a renderer can be asked to decode.
struct FrameLimit: Rule {
  static let id = "frame-limit"
  static let severity = Finding.Severity.error
  static let meaning =
    "a picture has more than 16384 pixels on a side or 128 million in all, a clip more than 36 million"

  static func cure(project: String) -> String {
    "Make it smaller before it goes into the library, then: cutroom run \(project) --from media"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.shownMedia.compactMap { path, truth in
      guard let size = truth.decodedSize, size.width > 0, size.height > 0 else { return nil }
      let isStill = truth.facts.kind == .image
      guard !FrameLimits.isDecodable(width: size.width, height: size.height, isStill: isStill)
      else {
        return nil
      }
      let message = "It is \(size.width)×\(size.height), more than can be decoded safely"
      return finding(evidence, at: path, message)
    }
  }
}
