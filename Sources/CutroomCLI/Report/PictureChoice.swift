import CutroomModel

/// Which media files a report shows pictures of, and how much they may weigh.
struct PictureChoice {
  /// Pictures of one page.
  static let most = 240
  /// Bytes of all of them, before they become text, which takes a third more.
  static let mostBytes = 6 << 20
  /// A picture is no wider and no higher than this.
  static let largest = PictureSize(width: 320, height: 240)

  /// The files in the order in which pictures are made: those with an error, those with a warning,
  /// the others; each by path.
  static func order(of matter: ReportMatter) -> [Int] {
    let scenes = FindingScenes(matter)
    var ranks: [String: Int] = [:]
    for finding in matter.findings {
      guard let file = scenes.file(of: finding) else { continue }
      ranks[file] = min(ranks[file] ?? finding.severity.rank, finding.severity.rank)
    }
    let indices = matter.media.indices.sorted {
      (ranks[matter.media[$0].path] ?? 2, $0) < (ranks[matter.media[$1].path] ?? 2, $1)
    }
    return Array(indices.prefix(most))
  }

  /// When in a clip its picture is taken: where the timeline begins it, else after a third, as many
  /// clips begin black.
  static func moment(of media: ReportMedia, in timeline: Timeline?) -> Int64? {
    guard media.facts?.kind == .video else { return nil }
    if let visual = timeline?.visuals.first(where: { $0.file == media.path }) {
      return max(0, visual.sourceStartUs)
    }
    return max(0, (media.facts?.durationUs ?? 0) / 3)
  }
}
