/// The looks of a title card: quiet colours chosen by the text, so that a card never changes.
package struct TitleCardDesign: Equatable, Sendable {
  package let text: String
  package let width: Int
  package let height: Int
  /// Top left and bottom right of the background, as `RRGGBB`.
  package let colours: [String]

  package init(text: String, width: Int, height: Int) {
    let words = CaptionText.clean(text)
    self.text = CaptionText.columns(words) > 160 ? Self.cut(words) : words
    self.width = width
    self.height = height
    colours = Self.palette[Int(Self.hash(words) % UInt32(Self.palette.count))]
  }

  /// The text as a script for libass.
  package var script: String { ASSText.card(text, width: width, height: height) }

  /// The call that draws the card, with its `script` saved as `scriptFile` where ffmpeg runs.
  package func arguments(scriptFile: String, output: String) -> [String] {
    let source =
      "gradients=size=\(width)x\(height):nb_colors=2:c0=0x\(colours[0])"
      + ":c1=0x\(colours[1]):x0=0:y0=0:x1=\(width):y1=\(height):seed=1:duration=1"
    return [
      "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-y", "-f", "lavfi", "-i",
      source, "-vf", "ass=filename=\(scriptFile)", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "2",
      "-pix_fmt",
      "yuvj420p",
    ] + FFmpegCommand.reproducible + ["-f", "image2", "-update", "1", output]
  }

  private static func cut(_ words: String) -> String {
    var columns = 0
    let start = words.prefix { character in
      columns += CaptionText.columns(String(character))
      return columns < 160
    }
    return "\(start)…"
  }

  private static let palette = [
    ["1b3a4b", "0b1d26"], ["4a3b52", "1f1724"], ["2f4a36", "101d14"], ["5a3a2e", "231510"],
    ["36405e", "12172a"], ["4f4a2c", "1e1b0e"], ["523042", "20101a"], ["24504f", "0b2020"],
  ]

  private static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
