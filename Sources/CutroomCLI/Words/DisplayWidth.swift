/// How many columns of a terminal text takes.
package enum DisplayWidth {
  /// The columns of a text without control characters.
  package static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// 0 for a lone mark, 2 for East Asian wide characters and emoji, else 1.
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
    let asksForEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
    if asksForEmoji || first.properties.isEmojiPresentation || isWide(first.value) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
  }

  /// As much of the text's beginning as fits, an ellipsis where something is missing.
  package static func cut(_ text: String, to columns: Int) -> String {
    if of(text) <= columns { return text }
    guard columns > 0 else { return "" }
    var kept = ""
    var used = 1
    for character in text {
      used += of(character)
      if used > columns { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The text's beginning and end, an ellipsis for what is missing between them.
  package static func elide(_ text: String, to columns: Int) -> String {
    if of(text) <= columns { return text }
    let start = cut(text, to: (columns + 1) / 2)
    return start
      + String(cut(String(text.reversed()), to: 1 + columns - of(start)).dropLast().reversed())
  }

  /// The text, cut or filled with spaces to exactly `columns`.
  package static func fit(_ text: String, to columns: Int) -> String {
    let text = cut(text, to: columns)
    return text + String(repeating: " ", count: max(0, columns - of(text)))
  }

  // Blocks whose characters are wide or full-width in Unicode's EastAsianWidth.txt.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
      0x1F1E6...0x1F1FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  /// The text with everything written out that would move a terminal's cursor or hide text.
  package var printable: String {
    if unicodeScalars.allSatisfy({ !$0.isHarmful }) { return self }
    var shown = ""
    for scalar in unicodeScalars {
      if scalar.isHarmful {
        shown += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Controls, line separators and signs that reverse the direction of writing.
  fileprivate var isHarmful: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
