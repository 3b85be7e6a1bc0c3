import CutroomModel

/// Draws the flags of findings above the lanes, each with a stem down through them.
struct FlagDrawing {
  let marks: FindingMarks
  /// Width in points of a flag with the space after it.
  let flagWidth: Double
  /// Where the stems end.
  let bottom: Double
  /// Where a part of the whole, 0…1, stands.
  let place: (Double) -> Double

  static let rowHeight = 20.0

  var html: [HTML] { marks.marks.map(flag) }

  private func flag(_ mark: FindingMarks.Mark) -> HTML {
    let name = "\(ReportWords.severity(mark.severity)) \(mark.finding + 1)"
    let parts = lines(mark) + [ground(mark), number(mark)]
    return SVGParts.link(to: mark.finding, .tag("g", [:], parts), name: name)
  }

  private func top(_ mark: FindingMarks.Mark) -> Double { Double(mark.row) * Self.rowHeight }

  /// The stem, and how long what it is about is seen or heard.
  private func lines(_ mark: FindingMarks.Mark) -> [HTML] {
    let (left, right) = (place(mark.span.lowerBound), place(mark.span.upperBound))
    let foot = SVGParts.point(top(mark) + 17)
    let start = SVGParts.point(left)
    let kind = mark.severity.rawValue
    return [
      .tag(
        "line",
        [
          "class": "stem \(kind)", "x1": start, "x2": start, "y1": foot,
          "y2": SVGParts.point(bottom),
        ]
      ),
      .tag(
        "line",
        [
          "class": "reach \(kind)", "x1": start, "x2": SVGParts.point(max(left + 1, right)),
          "y1": foot, "y2": foot,
        ]
      ),
    ]
  }

  private func ground(_ mark: FindingMarks.Mark) -> HTML {
    .tag(
      "rect",
      [
        "class": "flag \(mark.severity.rawValue)", "x": SVGParts.point(place(mark.span.lowerBound)),
        "y": SVGParts.point(top(mark)), "rx": "2", "width": SVGParts.point(flagWidth - 2),
        "height": "16",
      ]
    )
  }

  private func number(_ mark: FindingMarks.Mark) -> HTML {
    .tag(
      "text",
      [
        "class": "number",
        "x": SVGParts.point(place(mark.span.lowerBound) + (flagWidth - 2) / 2),
        "y": SVGParts.point(top(mark) + 12), "text-anchor": "middle",
      ],
      .text("\(mark.finding + 1)")
    )
  }
}
