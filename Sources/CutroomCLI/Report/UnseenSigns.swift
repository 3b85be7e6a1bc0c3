extension Unicode.Scalar {
  /// Whether a reader would not see the sign, or see others in a wrong order because of it:
  /// controls, line separators, marks of direction and of no width.
  ///
  /// The joiners U+200C and U+200D are left: scripts and emoji are written with them.
  var isUnseen: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// The sign written out, as `\u{202e}`; a line feed as `\n`.
  var written: String {
    self == "\n" ? "\\n" : "\\u{\(String(value, radix: 16))}"
  }
}
