/// Captions as WebVTT (`.vtt`).
package enum WebVTTText {
  package static func text(of timeline: Timeline) -> String {
    var text = "WEBVTT\n\n"
    for (index, caption) in timeline.captions.enumerated() {
      let times = CaptionTime.span(of: caption, timeline.fps, fraction: ".")
      let lines = CaptionTime.lines(of: caption).map(escaped).joined(separator: "\n")
      text += "\(index + 1)\n\(times)\n\(lines)\n\n"
    }
    return text
  }

  private static func escaped(_ line: String) -> String {
    line.reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      default: text.append(character)
      }
    }
  }
}
