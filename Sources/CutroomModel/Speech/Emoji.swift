/// Pictures among characters.
enum Emoji {
  /// The text without emoji, their modifiers and other pictographs.
  static func removed(from text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return String(text.filter { !isEmoji($0) })
  }

  static func isEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return false }
    // A digit with a keycap, a symbol asked to be shown as a picture, a flag, a joined sequence.
    if first.properties.isEmojiPresentation { return true }
    if scalars.contains(where: { $0 == "\u{20E3}" || $0 == "\u{FE0F}" }) { return true }
    return isPictograph(first)
  }

  private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Joiners, selectors, tags.
    case 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xE0000...0xE007F: return true
    // Signs that have words, or that belong to the text.
    case 0..<0x2190: return false
    case 0x2190...0x21FF: return false
    default: return scalar.properties.generalCategory == .otherSymbol
    }
  }
}
