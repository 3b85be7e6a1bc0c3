/// Small files that claim to be huge, deep or endless.
enum Bombs {
  static let all: [HostileFile] = pictures + movies + matroska + sounds + others

  // MARK: - Pictures

  private static var pictures: [HostileFile] {
    let side: UInt64 = 65_535
    return [
      HostileFile("deep.png", png(width: 16_000, height: 16_000, depth: 16)),
      HostileFile("wide.png", png(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF, depth: 8)),
      HostileFile("wide.jpg", jpeg(side: side)),
      HostileFile("wide.gif", gif(side: side)),
      HostileFile("wide.webp", webp),
      HostileFile("wide.bmp", bmp(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF)),
      HostileFile("large.bmp", bmp(width: 30_000, height: 30_000)),
      HostileFile("wide.tiff", tiff(side: 1_000_000)),
      HostileFile("wide.psd", psd(side: 30_000)),
      HostileFile("wide.pgm", text: "P5\n2000000000 2000000000\n255\nabc"),
      HostileFile("large.ppm", join(ascii("P6 20000 20000 65535\n"), [0x80, 0xFF])),
      HostileFile("wide.qoi", join(ascii("qoif"), big(60_000, 4), big(60_000, 4), [4, 0, 1])),
      HostileFile("many.apng", animation(frames: 5000)),
      HostileFile("chunks.png", chunkedPNG),
    ]
  }

  private static let pngMark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Checksums are left out: libav does not look at them.
  private static func pngChunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    join(big(UInt64(content.count), 4), ascii(type), content, zeros(4))
  }

  private static func pngStart(width: UInt64, height: UInt64, depth: UInt8) -> [UInt8] {
    join(pngMark, pngChunk("IHDR", join(big(width, 4), big(height, 4), [depth, 2, 0, 0, 0])))
  }

  static func png(width: UInt64, height: UInt64, depth: UInt8) -> [UInt8] {
    let empty: [UInt8] = [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]
    let start = pngStart(width: width, height: height, depth: depth)
    return join(start, pngChunk("IDAT", empty), pngChunk("IEND", []))
  }

  /// Text that unpacks, and more chunks than a header has.
  private static var chunkedPNG: [UInt8] {
    let text = repeated(5000) { pngChunk("tEXt", ascii("Key\($0)\0\u{1}\u{2}\u{3}")) }
    return join(pngStart(width: 8, height: 8, depth: 8), text, pngChunk("IEND", []))
  }

  private static func animation(frames: Int) -> [UInt8] {
    let start = pngStart(width: 64, height: 64, depth: 8)
    let control = pngChunk("acTL", join(big(UInt64(frames), 4), zeros(4)))
    let frame = join(
      pngChunk(
        "fcTL",
        join(zeros(4), big(64, 4), big(64, 4), zeros(8), big(1, 2), big(1, 2), [0, 0])
      ),
      pngChunk("fdAT", zeros(8))
    )
    return join(start, control, repeated(frames) { _ in frame })
  }

  private static func jpeg(side: UInt64) -> [UInt8] {
    let frame = join([0xFF, 0xC0, 0, 17, 8], big(side, 2), big(side, 2), [3])
    let parts: [UInt8] = [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]
    let scan: [UInt8] = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]
    return join([0xFF, 0xD8], frame, parts, scan, zeros(64), [0xFF, 0xD9])
  }

  private static func gif(side: UInt64) -> [UInt8] {
    let screen = join(ascii("GIF89a"), little(side, 2), little(side, 2), [0x80, 0, 0], zeros(6))
    let frame = join([0x2C, 0, 0, 0, 0], little(side, 2), little(side, 2), [0, 2, 1, 0x44, 0])
    return join(screen, repeated(2000) { _ in frame }, [0x3B])
  }

  private static var webp: [UInt8] {
    let size = little(16_382 | 16_382 << 14, 4)
    return chunk("RIFF", join(ascii("WEBP"), chunk("VP8L", join([0x2F], size, zeros(99)))))
  }

  private static func bmp(width: UInt64, height: UInt64) -> [UInt8] {
    let head = join(ascii("BM"), zeros(8), little(54, 4), little(40, 4))
    return join(head, little(width, 4), little(height, 4), little(1, 2), little(24, 2), zeros(90))
  }

  private static func tiff(side: UInt64) -> [UInt8] {
    func entry(_ tag: UInt64, _ value: UInt64, count: UInt64 = 1) -> [UInt8] {
      join(little(tag, 2), little(4, 2), little(count, 4), little(value, 4))
    }
    let entries = join(
      entry(256, side),
      entry(257, side),
      entry(258, 8),
      entry(262, 1),
      entry(273, 8),
      entry(278, side),
      entry(279, 100, count: 0x3FFF_FFFF)
    )
    // The directory after the last is the first one again.
    return join(ascii("II*\0"), little(8, 4), little(7, 2), entries, little(8, 4), zeros(64))
  }

  private static func psd(side: UInt64) -> [UInt8] {
    let size = join(big(3, 2), big(side, 4), big(side, 4), big(16, 2), big(3, 2))
    return join(ascii("8BPS"), big(1, 2), zeros(6), size, zeros(14), zeros(64))
  }
}
