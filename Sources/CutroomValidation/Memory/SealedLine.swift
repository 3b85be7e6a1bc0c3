import CutroomSystem

/// A line of a memory: text, a space and eight hexadecimal digits, the CRC-32C of the text.
enum SealedLine {
  /// The line with its end.
  static func make(_ text: [UInt8]) -> [UInt8] {
    text + [UInt8(ascii: " ")] + CRC32C.digits(of: text[...]) + [UInt8(ascii: "\n")]
  }

  /// The text of a line without its end; nil where it does not fit its checksum.
  static func text(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = line.dropLast(9)
    let tail = line.suffix(9)
    guard tail.first == UInt8(ascii: " "), tail.dropFirst().elementsEqual(CRC32C.digits(of: text))
    else {
      return nil
    }
    return text
  }
}
