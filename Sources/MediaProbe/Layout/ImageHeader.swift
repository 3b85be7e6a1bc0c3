import CFFmpeg

/// What the header of a PNG or WebP says of the picture, which libav would decode whole to know.
struct ImageHeader: Equatable {
  let width: Int
  let height: Int
  let pixelFormat: AVPixelFormat
  var isFullRange: Bool?
  var isStudioColour = false
  /// Dots to a unit across and down; nil where the file does not say.
  var density: Density?

  struct Density: Equatable {
    let across: Int32
    let down: Int32
  }

  /// Nil for other formats and for headers that leave something open.
  init?(_ bytes: FileBytes, formatName: String) {
    switch formatName {
    case "png_pipe": self.init(png: bytes)
    case "webp_pipe": self.init(webp: bytes)
    default: return nil
    }
  }

  // MARK: - PNG

  private init?(png bytes: FileBytes) {
    let head = bytes.bytes(at: 0, count: 33)
    guard head.count == 33, Array(head[12..<16]) == Array("IHDR".utf8) else { return nil }
    guard let chunks = PNGChunks(bytes) else { return nil }
    switch (head[25], head[24]) {
    case (0, 8): pixelFormat = chunks.isClear ? AV_PIX_FMT_YA8 : AV_PIX_FMT_GRAY8
    case (2, 8): pixelFormat = chunks.isClear ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
    case (3, 1...8): pixelFormat = AV_PIX_FMT_PAL8
    case (4, 8): pixelFormat = AV_PIX_FMT_YA8
    case (6, 8): pixelFormat = AV_PIX_FMT_RGBA
    default: return nil
    }
    width = Int(head.bigEndian(at: 16, count: 4))
    height = Int(head.bigEndian(at: 20, count: 4))
    isFullRange = true
    density = chunks.density
    guard isPlausible else { return nil }
  }

  // MARK: - WebP

  private init?(webp bytes: FileBytes) {
    let head = bytes.bytes(at: 0, count: 40)
    guard head.count == 40 else { return nil }
    let body = Array(head[20...])
    switch String(decoding: head[12..<16], as: UTF8.self) {
    case "VP8 ":
      // The first two bits of the coded part are even odds: a reserved one, then the range.
      guard Array(body[3..<6]) == [0x9D, 0x01, 0x2A], body[10] < 0x80 else { return nil }
      width = Int(body.littleEndian(at: 6, count: 2) & 0x3FFF)
      height = Int(body.littleEndian(at: 8, count: 2) & 0x3FFF)
      pixelFormat = AV_PIX_FMT_YUV420P
      isFullRange = body[10] >= 0x40
      isStudioColour = true
    case "VP8L":
      guard body[0] == 0x2F else { return nil }
      let bits = body.littleEndian(at: 1, count: 4)
      width = Int(bits & 0x3FFF) + 1
      height = Int(bits >> 14 & 0x3FFF) + 1
      pixelFormat = AV_PIX_FMT_ARGB
    default: return nil
    }
    guard isPlausible else { return nil }
  }

  private var isPlausible: Bool {
    (1...1_000_000).contains(width) && (1...1_000_000).contains(height)
  }
}

/// What stands between the header of a PNG and its pixels.
private struct PNGChunks {
  private(set) var isClear = false
  private(set) var density: ImageHeader.Density?

  /// Chunks that say something of the colours, which is left to libav.
  private static let ofColours = Set(["sRGB", "gAMA", "cHRM", "iCCP", "cICP"])

  init?(_ bytes: FileBytes) {
    var place: Int64 = 33
    for _ in 0..<64 {
      let head = bytes.bytes(at: place, count: 16)
      guard head.count >= 8 else { return }
      let type = String(decoding: head[4..<8], as: UTF8.self)
      if Self.ofColours.contains(type) { return nil }
      switch type {
      case "IDAT": return
      case "tRNS": isClear = true
      case "pHYs" where head.count == 16:
        density = ImageHeader.Density(
          across: Int32(truncatingIfNeeded: head.bigEndian(at: 8, count: 4)),
          down: Int32(truncatingIfNeeded: head.bigEndian(at: 12, count: 4))
        )
      default: break
      }
      place += 12 + Int64(head.bigEndian(at: 0, count: 4))
    }
  }
}
