/// Where the Exif data of a still picture begins.
enum ExifPlace {
  private static let mark: [UInt8] = Array("Exif".utf8) + [0, 0]
  private static let mostParts = 200

  /// The place of its TIFF structure in a JPEG, PNG, WebP or TIFF; nil where there is none.
  static func of(head: [UInt8], _ bytes: FileBytes) -> Int64? {
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return inJPEG(bytes) }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return inPNG(bytes) }
    if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return inWebP(bytes)
    }
    return head.starts(with: [0x49, 0x49, 42, 0]) || head.starts(with: [0x4D, 0x4D, 0, 42])
      ? 0 : nil
  }

  // MARK: -

  private static func inJPEG(_ bytes: FileBytes) -> Int64? {
    var place: Int64 = 2
    for _ in 0..<mostParts {
      let head = bytes.bytes(at: place, count: 10)
      guard head.count == 10, head[0] == 0xFF, head[1] != 0xDA, head[1] != 0xD9 else { return nil }
      if head[1] == 0xE1, Array(head[4...]) == mark { return place + 10 }
      place += 2 + Int64(head.bigEndian(at: 2, count: 2))
    }
    return nil
  }

  private static func inPNG(_ bytes: FileBytes) -> Int64? {
    var place: Int64 = 8
    for _ in 0..<mostParts {
      let head = bytes.bytes(at: place, count: 8)
      guard head.count == 8, Array(head[4...]) != Array("IDAT".utf8) else { return nil }
      if Array(head[4...]) == Array("eXIf".utf8) { return place + 8 }
      place += 12 + Int64(head.bigEndian(at: 0, count: 4))
    }
    return nil
  }

  /// The chunk may begin with the mark that it has in a JPEG.
  private static func inWebP(_ bytes: FileBytes) -> Int64? {
    var place: Int64 = 12
    for _ in 0..<mostParts {
      let head = bytes.bytes(at: place, count: 14)
      guard head.count == 14 else { return nil }
      if Array(head[..<4]) == Array("EXIF".utf8) {
        return place + (Array(head[8...]) == mark ? 14 : 8)
      }
      let size = Int64(head.littleEndian(at: 4, count: 4))
      place += 8 + size + size % 2
    }
    return nil
  }
}
