import CutroomSystem

/// A line of a memory: text, a space and eight hexadecimal digits, the CRC-32C of the text.
enum SealedLine {
  /// The line with its end.
  static func make(_ text: [UInt8]) -> [UInt8] {
    text + [UInt8(ascii: " ")] + checksum(text[...]) + [UInt8(ascii: "\n")]
  }

  /// The text of a line without its end; nil where it does not fit its checksum.
  static func text(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = line.dropLast(9)
    let tail = line.suffix(9)
    guard tail.first == UInt8(ascii: " "), tail.dropFirst().elementsEqual(checksum(text)) else {
      return nil
    }
    return text
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let checksum = bytes.withUnsafeBytes { CRC32C.checksum($0) }
    let digits = Array("0123456789abcdef".utf8)
    return (0..<8).map { digits[Int(checksum >> UInt32(28 - $0 * 4) & 0xF)] }
  }
}
