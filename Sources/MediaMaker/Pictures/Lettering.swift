/// The few signs that pictures are labelled with, drawn point by point.
///
/// A font would have to be found and opened in a process that may open nothing, and would differ from
/// machine to machine.
enum Lettering {
  /// Columns and rows of a sign.
  private static let columns = 5
  private static let rows = 7

  /// How wide and high a text is, in points of the picture.
  static func size(of text: String, scale: Int) -> (width: Int, height: Int) {
    (max(0, text.count * (columns + 1) - 1) * scale, rows * scale)
  }

  /// Draws a text with its upper left corner at a place; a sign that is not known is a gap.
  static func draw(
    _ text: String,
    x: Int,
    y: Int,
    scale: Int,
    _ colour: [UInt8],
    on bitmap: inout Bitmap
  ) {
    for (index, sign) in text.enumerated() {
      let left = x + index * (columns + 1) * scale
      for (row, bits) in (signs[sign] ?? []).enumerated() {
        for column in 0..<columns where bits & (1 << (columns - 1 - column)) != 0 {
          bitmap.fill(
            x: left + column * scale,
            y: y + row * scale,
            width: scale,
            height: scale,
            colour
          )
        }
      }
    }
  }

  private static let signs: [Character: [UInt8]] = [
    "0": [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
    "1": [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
    "2": [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
    "3": [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
    "4": [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
    "5": [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
    "6": [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
    "7": [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
    "8": [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
    "9": [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
    ":": [0b00000, 0b00100, 0b00100, 0b00000, 0b00100, 0b00100, 0b00000],
    ".": [0b00000, 0b00000, 0b00000, 0b00000, 0b00000, 0b00110, 0b00110],
    "k": [0b10000, 0b10000, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010],
    "H": [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
    "z": [0b00000, 0b00000, 0b11111, 0b00010, 0b00100, 0b01000, 0b11111],
  ]
}
