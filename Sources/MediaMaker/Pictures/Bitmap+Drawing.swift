import CutroomModel

extension Bitmap {
  /// Fills a rectangle; what lies outside is left out.
  mutating func fill(x: Int, y: Int, width: Int, height: Int, _ colour: [UInt8]) {
    let columns = max(0, x)..<max(0, x, min(self.width, x + width))
    let rows = max(0, y)..<max(0, y, min(self.height, y + height))
    let step = layout.bytesPerPixel
    for row in rows {
      for column in columns {
        let place = (row * self.width + column) * step
        for byte in 0..<step { bytes[place + byte] = byte < colour.count ? colour[byte] : 0xFF }
      }
    }
  }

  /// Copies a whole picture of the same layout to a place where it fits.
  mutating func place(_ other: Bitmap, x: Int, y: Int) {
    precondition(other.layout == layout && x >= 0 && y >= 0)
    precondition(x + other.width <= width && y + other.height <= height)
    let step = layout.bytesPerPixel
    let length = other.width * step
    for row in 0..<other.height {
      let to = ((y + row) * width + x) * step
      let from = row * length
      bytes.replaceSubrange(to..<to + length, with: other.bytes[from..<from + length])
    }
  }
}
