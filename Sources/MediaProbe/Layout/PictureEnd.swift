/// Whether a still picture has its end mark: what libav shows of half a picture is no sign of it.
enum PictureEnd {
  /// True for a JPEG without its end-of-image marker and a PNG without its IEND chunk; false for what
  /// is neither, and where reading took too long to know.
  static func isMissing(head: [UInt8], bytes: FileBytes) -> Bool {
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return !hasJPEGEnd(bytes) }
    if head.starts(with: pngMark) { return !hasPNGEnd(bytes) }
    return false
  }

  // MARK: - JPEG

  /// Looks behind the headers: a preview inside them has an end marker of its own.
  private static func hasJPEGEnd(_ bytes: FileBytes) -> Bool {
    guard let scan = firstScan(bytes) else { return false }
    let tail = bytes.bytes(at: max(scan, bytes.size - 2), count: 2)
    return tail == [0xFF, 0xD9] || hasEndMarker(after: scan, bytes)
  }

  /// Where the first start-of-scan header ends; nil where the file ends before.
  private static func firstScan(_ bytes: FileBytes) -> Int64? {
    var place: Int64 = 2
    while !bytes.isOverdue {
      let head = bytes.bytes(at: place, count: 4)
      guard head.count == 4 else { return bytes.readFailure != nil ? bytes.size : nil }
      // Whatever is no marker is passed over, and so is any number of FF before one.
      if head[0] != 0xFF || head[1] == 0 {
        place = nextMark(from: place + 1, bytes)
        continue
      }
      if head[1] == 0xFF {
        place += 1
        continue
      }
      let length = Int64(head.bigEndian(at: 2, count: 2))
      guard length >= 2 else { return nil }
      place += 2 + length
      if head[1] == 0xDA { return place <= bytes.size ? place : nil }
    }
    return bytes.size
  }

  /// Where the next FF stands, or the end of what can be read.
  private static func nextMark(from start: Int64, _ bytes: FileBytes) -> Int64 {
    var place = start
    while !bytes.isOverdue {
      let block = bytes.bytes(at: place, count: 1 << 16)
      if let mark = block.firstIndex(of: 0xFF) { return place + Int64(mark) }
      guard !block.isEmpty else { break }
      place += Int64(block.count)
    }
    return place
  }

  /// In the coded picture itself every FF is followed by 00 or a restart marker.
  private static func hasEndMarker(after start: Int64, _ bytes: FileBytes) -> Bool {
    var place = start
    var isMarker = false
    while place < bytes.size, !bytes.isOverdue {
      let block = bytes.bytes(at: place, count: 1 << 16)
      guard !block.isEmpty else { break }
      for byte in block {
        if isMarker, byte == 0xD9 { return true }
        isMarker = byte == 0xFF
      }
      place += Int64(block.count)
    }
    return bytes.isOverdue || bytes.readFailure != nil
  }

  // MARK: - PNG

  private static let pngMark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let iend: [UInt8] = [0x49, 0x45, 0x4E, 0x44]

  /// Walks the chunks, where the last one is not at the very end of the file.
  private static func hasPNGEnd(_ bytes: FileBytes) -> Bool {
    let tail = bytes.bytes(at: bytes.size - 12, count: 12)
    if tail.starts(with: [0, 0, 0, 0] + iend) { return true }
    var place = Int64(pngMark.count)
    while !bytes.isOverdue {
      let head = bytes.bytes(at: place, count: 8)
      guard head.count == 8 else { return bytes.readFailure != nil }
      place += 12 + Int64(head.bigEndian(at: 0, count: 4))
      if Array(head[4...]) == iend { return place <= bytes.size }
    }
    return true
  }
}
