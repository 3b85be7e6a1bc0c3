import CFFmpeg

/// The size and pixel format in the header of a PNG or WebP, which libav would decode whole to know.
struct ImageHeader: Equatable {
  let width: Int
  let height: Int
  let pixelFormat: AVPixelFormat

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
    let isClear = Self.hasTransparency(bytes)
    switch (head[25], head[24]) {
    case (0, 8): pixelFormat = isClear ? AV_PIX_FMT_YA8 : AV_PIX_FMT_GRAY8
    case (2, 8): pixelFormat = isClear ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
    case (3, 1...8): pixelFormat = AV_PIX_FMT_PAL8
    case (4, 8): pixelFormat = AV_PIX_FMT_YA8
    case (6, 8): pixelFormat = AV_PIX_FMT_RGBA
    default: return nil
    }
    width = Int(head.bigEndian(at: 16, count: 4))
    height = Int(head.bigEndian(at: 20, count: 4))
    guard isPlausible else { return nil }
  }

  /// Looks for a tRNS chunk before the pixels.
  private static func hasTransparency(_ bytes: FileBytes) -> Bool {
    var place: Int64 = 33
    for _ in 0..<64 {
      let chunk = bytes.bytes(at: place, count: 8)
      guard chunk.count == 8, Array(chunk[4...]) != Array("IDAT".utf8) else { return false }
      if Array(chunk[4...]) == Array("tRNS".utf8) { return true }
      place += 12 + Int64(chunk.bigEndian(at: 0, count: 4))
    }
    return false
  }

  // MARK: - WebP

  private init?(webp bytes: FileBytes) {
    let head = bytes.bytes(at: 0, count: 40)
    guard head.count == 40 else { return nil }
    let body = Array(head[20...])
    switch String(decoding: head[12..<16], as: UTF8.self) {
    case "VP8 ":
      guard Array(body[3..<6]) == [0x9D, 0x01, 0x2A] else { return nil }
      width = Int(body.littleEndian(at: 6, count: 2) & 0x3FFF)
      height = Int(body.littleEndian(at: 8, count: 2) & 0x3FFF)
      pixelFormat = AV_PIX_FMT_YUV420P
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
