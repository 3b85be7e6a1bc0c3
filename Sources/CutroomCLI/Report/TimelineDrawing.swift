import CutroomModel

/// Draws a timeline with its findings as SVG.
struct TimelineDrawing {
  private let lanes: TimelineLanes
  private let marks: FindingMarks
  private let timeline: Timeline
  /// Width in points of what stands for the whole length.
  private let width: Double
  /// Width of a flag with the space after it.
  private let flagWidth: Double

  private static let margin = 84.0
  private static let laneHeight = 34.0
  private static let laneGap = 8.0
  private static let axisHeight = 24.0
  private static let letterWidth = 6.6
  private static let mostBlocks = 2000

  init(_ timeline: Timeline, _ findings: [Finding], _ scenes: FindingScenes) {
    self.timeline = timeline
    lanes = TimelineLanes(timeline, findings, scenes)
    width = min(max(lanes.seconds * 28, 820), 6000)
    flagWidth = Double(max(24, 12 + 7 * "\(findings.count)".count))
    marks = FindingMarks(timeline, findings, scenes, width: flagWidth / width)
  }

  /// Findings that have a place in time and are not marked, for want of room.
  var unmarked: Int { marks.unmarked }

  var html: HTML {
    let total = Self.margin + width + 12
    return .tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "timeline", "role": "group",
        "aria-label": summary, "width": SVGParts.point(total), "height": SVGParts.point(height),
        "viewBox": "0 0 \(SVGParts.point(total)) \(SVGParts.point(height))",
      ],
      [pattern] + grid + flags.html + lanes.lanes.indices.map(lane)
    )
  }

  // MARK: - Layout

  private var marksHeight: Double { Double(marks.rows) * FlagDrawing.rowHeight + 6 }

  private var height: Double {
    marksHeight + Double(lanes.lanes.count) * (Self.laneHeight + Self.laneGap) + Self.axisHeight
  }

  private func top(of lane: Int) -> Double {
    marksHeight + Double(lane) * (Self.laneHeight + Self.laneGap)
  }

  private func x(_ part: Double) -> Double { Self.margin + part * width }

  private var summary: String {
    let count = Set(marks.marks.map(\.finding)).count
    return "Timeline of \(PlayTime.words(seconds: lanes.seconds)): "
      + "\(Amounts.count(timeline.visuals.count, "picture")), "
      + "\(Amounts.count(timeline.narration.count, "take")), "
      + "\(Amounts.count(timeline.captions.count, "caption")); "
      + "\(Amounts.count(count, "finding")) marked"
  }

  /// Stripes for what has a fault, so that colour is not all that tells it.
  private var pattern: HTML {
    .tag(
      "defs",
      [:],
      .tag(
        "pattern",
        [
          "id": "stripes", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
          "patternTransform": "rotate(45)",
        ],
        .tag("rect", ["width": "2", "height": "6", "class": "stripe"])
      )
    )
  }

  // MARK: - Parts

  private var flags: FlagDrawing {
    FlagDrawing(marks: marks, flagWidth: flagWidth, bottom: height - Self.axisHeight, place: x)
  }

  private var grid: [HTML] {
    let bottom = height - Self.axisHeight
    let ticks = TimeTicks.seconds(of: lanes.seconds, most: Int(width / 84))
    return ticks.flatMap { second -> [HTML] in
      let place = SVGParts.point(x(second / lanes.seconds))
      return [
        .tag(
          "line",
          ["class": "grid", "x1": place, "x2": place, "y1": "0", "y2": SVGParts.point(bottom)]
        ),
        .tag(
          "text",
          ["class": "tick", "x": place, "y": SVGParts.point(bottom + 16), "text-anchor": "middle"],
          .text(PlayTime.words(seconds: second))
        ),
      ]
    }
  }

  private func lane(_ index: Int) -> HTML {
    let lane = lanes.lanes[index]
    let y = top(of: index)
    let name = HTML.tag(
      "text",
      ["class": "lane-name", "x": "0", "y": SVGParts.point(y + 21)],
      .text(lane.name)
    )
    let ground = HTML.tag(
      "rect",
      [
        "class": "ground", "x": SVGParts.point(Self.margin), "y": SVGParts.point(y),
        "width": SVGParts.point(width),
        "height": SVGParts.point(Self.laneHeight),
      ]
    )
    let blocks = lane.blocks.prefix(Self.mostBlocks).map { block($0, y: y) }
    return .tag("g", [:], [name, ground] + blocks)
  }

  private func block(_ block: TimelineLanes.Block, y: Double) -> HTML {
    let left = x(block.span.lowerBound)
    let wide = max(1, block.width * width - 1)
    let box: KeyValuePairs<StaticString, String?> = [
      "class": "block \(block.worst?.rawValue ?? "")", "x": SVGParts.point(left),
      "y": SVGParts.point(y + 1),
      "width": SVGParts.point(wide), "height": SVGParts.point(Self.laneHeight - 2), "rx": "3",
    ]
    var parts = [HTML.tag("title", [:], .text(block.detail)), .tag("rect", box)]
    if block.worst != nil {
      parts.append(
        .tag(
          "rect",
          [
            "fill": "url(#stripes)", "x": SVGParts.point(left), "y": SVGParts.point(y + 1),
            "width": SVGParts.point(wide),
            "height": SVGParts.point(Self.laneHeight - 2), "rx": "3",
          ]
        )
      )
    }
    let room = Int((wide - 10) / Self.letterWidth)
    if room >= 3, !block.label.isEmpty {
      let label = DisplayWidth.elide(block.label, to: room)
      parts.append(
        .tag(
          "text",
          ["class": "label", "x": SVGParts.point(left + 5), "y": SVGParts.point(y + 21)],
          .text(label)
        )
      )
    }
    return SVGParts.link(to: block.finding, .tag("g", [:], parts))
  }
}
