import CutroomModel

/// A file is another kind of media than its folder or the timeline says.
struct MediaKindMismatch: Rule {
  static let id = "media-kind-mismatch"
  static let severity = Finding.Severity.error
  static let meaning = "a file is another kind of media than its folder or the timeline says"

  static func cure(project: String) -> String {
    "Replace it with media of the right kind, then: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    folderFindings(evidence) + timelineFindings(evidence)
  }

  private func folderFindings(_ evidence: Evidence) -> [Finding] {
    evidence.media.keys.compactMap { path in
      guard let truth = evidence.truth(path), let place = path.mediaPlace,
        !place.accepts(truth.facts.kind)
      else { return nil }
      let message = "It is \(truth.facts.kind.words), and \(place.wanted) belongs there"
      return finding(evidence, at: path, message)
    }
  }

  private func timelineFindings(_ evidence: Evidence) -> [Finding] {
    let visuals = evidence.documents.timeline?.content.visuals ?? []
    return visuals.enumerated().compactMap { index, visual in
      guard let path = ProjectPath(visual.file), let truth = evidence.truth(path),
        path.mediaPlace?.accepts(truth.facts.kind) ?? true
      else { return nil }
      let isStill = truth.facts.kind == .image
      guard isStill != (visual.kind == .image) else { return nil }
      let message =
        "\(path) is \(truth.facts.kind.words), the timeline says \(visual.kind.rawValue)"
      let hint = "Make the timeline again: cutroom run \(evidence.project) --stage timeline --force"
      return finding(evidence, at: "timeline.json#/visuals/\(index)", message, hint: hint)
    }
  }
}

extension MediaKind {
  fileprivate var words: String {
    switch self {
    case .video: "a video"
    case .audio: "sound"
    case .image: "a still picture"
    case .animatedImage: "an animated picture"
    }
  }
}
