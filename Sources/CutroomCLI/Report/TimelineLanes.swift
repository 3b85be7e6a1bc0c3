import CutroomModel

/// A timeline laid out: lanes of blocks, and findings marked above them; places are parts of the
/// whole, 0…1.
struct TimelineLanes: Equatable {
  struct Block: Equatable {
    var span: ClosedRange<Double>
    var label: String
    /// What it is, in full.
    var detail: String
    /// The worst that was found about it.
    var worst: Finding.Severity?
    /// The first finding about it, by its place in the report.
    var finding: Int?
    /// How many entries it stands for.
    var count = 1

    var width: Double { span.upperBound - span.lowerBound }
  }

  struct Lane: Equatable {
    var name: String
    var blocks: [Block]
  }

  let seconds: Double
  let lanes: [Lane]

  /// Entries narrower than this are drawn as one.
  private static let narrowest = 1.0 / 1600

  init(_ timeline: Timeline, _ findings: [Finding], _ scenes: FindingScenes) {
    let scale = TimelineScale(timeline)
    let tags = Self.tags(findings, scenes)
    func block(_ entry: TimelineEntry, _ label: String, _ detail: String) -> Block {
      Block(
        span: scale.span(timeline.frames(of: entry)),
        label: label,
        detail: detail,
        worst: tags[entry]?.worst,
        finding: tags[entry]?.first
      )
    }
    let visuals = timeline.visuals.enumerated().map { index, visual in
      let sign = visual.kind == .video ? "▶ " : ""
      return block(.visual(index), sign + visual.segmentId, visual.file)
    }
    let takes = timeline.narration.enumerated().map { index, take in
      block(.take(index), take.segmentId, take.file)
    }
    let captions = timeline.captions.enumerated().map { index, caption in
      let words = caption.lines.joined(separator: " ")
      return block(.caption(index), words, words)
    }
    let music = timeline.music.map { [block(.music, $0.trackId, $0.file)] } ?? []
    seconds = scale.seconds
    lanes = [
      Lane(name: "Pictures", blocks: Self.merged(visuals)),
      Lane(name: "Narration", blocks: Self.merged(takes)),
      Lane(name: "Captions", blocks: Self.merged(captions)),
      Lane(name: "Music", blocks: music),
    ]
  }

  // MARK: - Details

  private struct Tag {
    var worst: Finding.Severity
    var first: Int
  }

  private static func tags(
    _ findings: [Finding],
    _ scenes: FindingScenes
  ) -> [TimelineEntry: Tag] {
    var tags: [TimelineEntry: Tag] = [:]
    for (index, finding) in findings.enumerated() {
      for entry in scenes.entries(of: finding)
      where finding.severity.isWorse(than: tags[entry]?.worst) {
        tags[entry] = Tag(worst: finding.severity, first: index)
      }
    }
    return tags
  }

  /// Neighbours too narrow to be seen become one block; none of their faults is lost by it.
  private static func merged(_ blocks: [Block]) -> [Block] {
    var merged: [Block] = []
    for block in blocks {
      guard let last = merged.last, block.width < narrowest, last.width < narrowest,
        block.span.lowerBound >= last.span.lowerBound
      else {
        merged.append(block)
        continue
      }
      merged[merged.count - 1] = last.joined(block)
    }
    return merged
  }
}

extension TimelineLanes.Block {
  fileprivate func joined(_ other: Self) -> Self {
    var joined = self
    joined.span = span.lowerBound...max(span.upperBound, other.span.upperBound)
    joined.count += other.count
    joined.label = ""
    joined.detail = "\(joined.count) entries"
    if other.worst?.isWorse(than: worst) == true {
      (joined.worst, joined.finding) = (other.worst, other.finding)
    }
    return joined
  }
}
