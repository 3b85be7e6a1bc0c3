/// Captions as SubRip text (`.srt`): UTF-8, numbered from 1.
package enum SubRipText {
  package static func text(of timeline: Timeline) -> String {
    var text = ""
    for (index, caption) in timeline.captions.enumerated() {
      let times = CaptionTime.span(of: caption, timeline.fps, fraction: ",")
      let lines = CaptionTime.lines(of: caption).map(escaped).joined(separator: "\n")
      text += "\(index + 1)\n\(times)\n\(lines)\n\n"
    }
    return text
  }

  /// An arrow would be read as a line of times.
  private static func escaped(_ line: String) -> String {
    line.split(separator: "-->", omittingEmptySubsequences: false).joined(separator: "→")
  }
}
