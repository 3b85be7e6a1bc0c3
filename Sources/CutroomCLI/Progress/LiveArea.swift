/// The lines at the bottom of a terminal that are drawn over again and again.
///
/// A pure value: it answers the bytes of one write. Between writes the cursor stands at the start of
/// the line below the area, so that the program can end at any moment and leave nothing broken.
package struct LiveArea: Sendable {
  /// What is on screen.
  private var shown: [String] = []
  private var shownColumns = 0

  package init() {}

  /// The text that replaces the area by `lasting` lines, which scroll away, and `live` ones; empty
  /// where nothing changes.
  package mutating func replace(lasting: [String], live: [String], columns: Int) -> String {
    if lasting.isEmpty, live == shown, columns == shownColumns { return "" }
    var text = climb(columns: columns)
    for line in lasting + live { text += line + "\u{1B}[K\n" }
    if rows(columns: columns) > 0 { text += "\u{1B}[J" }
    shown = live
    shownColumns = columns
    return text
  }

  private func climb(columns: Int) -> String {
    let rows = rows(columns: columns)
    return rows > 0 ? "\u{1B}[\(rows)A\r" : ""
  }

  /// A narrower terminal has broken the old lines into more rows.
  private func rows(columns: Int) -> Int {
    shown.reduce(0) { $0 + max(1, (Self.width($1) + columns - 1) / max(1, columns)) }
  }

  /// The columns of a line, its colours left out.
  private static func width(_ line: String) -> Int {
    var plain = ""
    var isInEscape = false
    for character in line {
      if character == "\u{1B}" { isInEscape = true }
      if !isInEscape { plain.append(character) }
      if isInEscape, character.isLetter { isInEscape = false }
    }
    return DisplayWidth.of(plain)
  }
}
