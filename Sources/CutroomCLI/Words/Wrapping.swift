/// Breaks text at spaces so that it fits.
package enum Wrapping {
  /// The lines of one paragraph; a word longer than a line stands alone.
  package static func lines(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let isTooLong = DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > columns
      if !line.isEmpty, isTooLong {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A paragraph with every line indented, its first by `first` if given.
  package static func paragraph(
    _ text: String,
    columns: Int,
    indent: String = "",
    first: String? = nil
  ) -> String {
    let room = max(10, columns - indent.count)
    let wrapped = lines(text, columns: room).enumerated().map { index, line in
      (index == 0 ? first ?? indent : indent) + line + "\n"
    }
    return wrapped.joined()
  }

  /// Names with an explanation each: side by side where there is room, else below each other.
  package static func table(_ rows: [(String, String)], columns: Int) -> String {
    let widest = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    let isNarrow = columns < 60 || widest > columns / 2
    return rows.map { name, explanation in
      if isNarrow {
        return "  \(name)\n" + paragraph(explanation, columns: columns, indent: "      ")
      }
      let indent = String(repeating: " ", count: widest + 4)
      let first = "  " + DisplayWidth.fit(name, to: widest) + "  "
      return paragraph(explanation, columns: columns, indent: indent, first: first)
    }.joined()
  }
}
