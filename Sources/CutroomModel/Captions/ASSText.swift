/// Text on pictures as an Advanced SubStation Alpha script, for libass to draw.
package enum ASSText {
  /// The captions that are on screen between two frames, on a clock that starts at the first;
  /// nil where there is none.
  package static func captions(
    of timeline: Timeline,
    from first: Int64,
    to last: Int64
  ) -> String? {
    let style = CaptionStyle(width: timeline.width, height: timeline.height)
    let events = timeline.captions.filter { $0.startFrame < last && $0.endFrame > first }
    guard !events.isEmpty else { return nil }
    return head(style.width, style.height)
      + """
      Style: Caption,\(font),\(style.fontSize),&H00FFFFFF,&H00FFFFFF,&H00080808,&H70000000,\
      1,0,0,0,100,100,0,0,4,\(style.outline),\(style.padding),2,\
      \(style.sideMargin),\(style.sideMargin),\(style.bottomMargin),-1

      \(eventHead)

      """
      + events.map {
        event(
          lines: $0.lines,
          from: max($0.startFrame, first) - first,
          to: min($0.endFrame, last) - first,
          timeline.fps
        )
      }.joined()
  }

  /// A text in the middle of a still picture.
  package static func card(_ text: String, width: Int, height: Int) -> String {
    let size = max(18, min(width, height) * 9 / 100)
    return head(width, height)
      + """
      Style: Card,\(font),\(size),&H00FFFFFF,&H00FFFFFF,&H40000000,&H80000000,\
      1,0,0,0,100,100,0,0,1,\(max(1, size / 24)),\(max(1, size / 20)),5,\
      \(width / 10),\(width / 10),\(height / 10),-1

      \(eventHead)
      Dialogue: 0,0:00:00.00,0:10:00.00,Card,,0,0,0,,\(escaped(CaptionText.clean(text)))

      """
  }

  private static let font = "DejaVu Sans"
  private static let eventHead = """
    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    """

  private static func head(_ width: Int, _ height: Int) -> String {
    """
    [Script Info]
    ScriptType: v4.00+
    PlayResX: \(width)
    PlayResY: \(height)
    WrapStyle: 0
    ScaledBorderAndShadow: yes
    YCbCr Matrix: TV.709

    [V4+ Styles]
    Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
    Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
    Shadow, Alignment, MarginL, MarginR, MarginV, Encoding

    """
  }

  private static func event(
    lines: [String],
    from start: Int64,
    to end: Int64,
    _ fps: FrameRate
  ) -> String {
    let times =
      "\(CaptionTime.hundredths(atFrame: start, fps)),"
      + CaptionTime.hundredths(atFrame: end, fps)
    let text = lines.map { escaped(CaptionText.clean($0)) }.joined(separator: "\\N")
    return "Dialogue: 0,\(times),Caption,,0,0,0,,\(text)\n"
  }

  /// Braces would open a command, and a backslash with a letter is one; a word joiner, which has no
  /// shape, keeps the two apart.
  private static func escaped(_ line: String) -> String {
    line.reduce(into: "") { text, character in
      switch character {
      case "{": text += "\\{"
      case "}": text += "\\}"
      case "\\": text += "\\\u{2060}"
      default: text.append(character)
      }
    }
  }
}
