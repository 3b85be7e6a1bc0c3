/// The orientation of a picture in Exif 2.32, 4.6.4: tag 0x0112 of its first directory.
struct ExifOrientation: Equatable {
  /// 1 to 8.
  let value: Int

  private static let tag: UInt64 = 0x0112
  private static let entryLength: Int64 = 12
  private static let mostEntries: UInt64 = 512

  /// Reads the TIFF structure that begins at `start`; nil where it has no such tag.
  init?(_ bytes: FileBytes, at start: Int64) {
    let head = bytes.bytes(at: start, count: 8)
    let isLittle = head.starts(with: [0x49, 0x49, 42, 0])
    guard isLittle || head.starts(with: [0x4D, 0x4D, 0, 42]) else { return nil }
    func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
      isLittle
        ? bytes.littleEndian(at: place, count: count) : bytes.bigEndian(at: place, count: count)
    }
    let directory = start + Int64(number(head, 4, 4))
    let count = min(number(bytes.bytes(at: directory, count: 2), 0, 2), Self.mostEntries)
    let entries = bytes.bytes(at: directory + 2, count: Int(Int64(count) * Self.entryLength))
    for place in stride(from: 0, to: entries.count - 11, by: Int(Self.entryLength))
    where number(entries, place, 2) == Self.tag {
      let value = Int(number(entries, place + 8, 2))
      guard (1...8).contains(value) else { return nil }
      self.value = value
      return
    }
    return nil
  }

  /// Degrees counter-clockwise that a viewer turns the picture; mirroring apart.
  var counterclockwise: Int {
    switch value {
    case 3, 4: 180
    case 6, 7: 270
    case 5, 8: 90
    default: 0
    }
  }
}
