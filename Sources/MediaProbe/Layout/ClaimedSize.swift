/// How many bytes a file's own headers say it has, where they do.
enum ClaimedSize {
  /// The claim of the container that `head`, the first 512 bytes, starts; nil when it makes none.
  static func of(head: [UInt8], bytes: FileBytes) -> Int64? {
    switch Array(head.prefix(4)) {
    case Array("RIFF".utf8): riff(head, bytes)
    case Array("RF64".utf8): riff64(head)
    case [0x1A, 0x45, 0xDF, 0xA3]: matroska(head)
    default: mp3(head, bytes)
    }
  }

  // MARK: - RIFF

  /// The end of the data chunk of a wav, else the RIFF size; sizes of 0 and all ones mean unknown.
  private static func riff(_ head: [UInt8], _ bytes: FileBytes) -> Int64? {
    if Array(head.dropFirst(8).prefix(4)) == Array("WAVE".utf8) { return waveData(bytes) }
    return known(head.littleEndian(at: 4, count: 4)).map { Int64($0) + 8 }
  }

  private static func waveData(_ bytes: FileBytes) -> Int64? {
    var place: Int64 = 12
    for _ in 0..<256 {
      let chunk = bytes.bytes(at: place, count: 8)
      guard chunk.count == 8 else { return nil }
      let size = chunk.littleEndian(at: 4, count: 4)
      if Array(chunk.prefix(4)) == Array("data".utf8) {
        return known(size).map { place + 8 + Int64($0) }
      }
      place += 8 + Int64(size) + Int64(size & 1)
    }
    return nil
  }

  private static func riff64(_ head: [UInt8]) -> Int64? {
    guard Array(head.dropFirst(12).prefix(4)) == Array("ds64".utf8) else { return nil }
    let size = head.littleEndian(at: 20, count: 8)
    return size == 0 || size > UInt64(Int64.max) - 8 ? nil : Int64(size) + 8
  }

  private static func known(_ size: UInt64) -> UInt64? {
    size == 0 || size == 0xFFFF_FFFF ? nil : size
  }

  // MARK: - Matroska

  /// The end of the Segment; live recordings leave it unknown.
  private static func matroska(_ head: [UInt8]) -> Int64? {
    guard let header = vint(head, at: 4), let value = header.value else { return nil }
    let segment = 4 + header.length + Int(clamping: value)
    guard segment < head.count - 12 else { return nil }
    guard Array(head[segment..<(segment + 4)]) == [0x18, 0x53, 0x80, 0x67] else { return nil }
    guard let size = vint(head, at: segment + 4), let length = size.value else { return nil }
    let (end, overflow) = Int64(segment + 4 + size.length)
      .addingReportingOverflow(Int64(clamping: length))
    return overflow ? nil : end
  }

  /// An EBML number; its value is nil when every bit is set, which means unknown.
  private static func vint(_ head: [UInt8], at place: Int) -> (length: Int, value: UInt64?)? {
    guard place < head.count, head[place] != 0 else { return nil }
    let length = head[place].leadingZeroBitCount + 1
    guard place + length <= head.count else { return nil }
    let mask = UInt64(1) << UInt64(7 * length) - 1
    let value = head.bigEndian(at: place, count: length) & mask
    return (length, value == mask ? nil : value)
  }

  // MARK: - MP3

  /// The byte count of a Xing header, from the first frame on.
  private static func mp3(_ head: [UInt8], _ bytes: FileBytes) -> Int64? {
    let start = id3Length(head)
    let frame = bytes.bytes(at: start, count: 512)
    guard frame.count > 200, frame[0] == 0xFF, frame[1] & 0xE0 == 0xE0 else { return nil }
    let isVersion1 = frame[1] >> 3 & 3 == 3
    let isMono = frame[3] >> 6 == 3
    let place = 4 + (isVersion1 ? (isMono ? 17 : 32) : (isMono ? 9 : 17))
    let mark = Array(frame[place..<(place + 4)])
    guard mark == Array("Xing".utf8) || mark == Array("Info".utf8) else { return nil }
    let flags = frame.bigEndian(at: place + 4, count: 4)
    guard flags & 2 != 0 else { return nil }
    let size = frame.bigEndian(at: place + (flags & 1 != 0 ? 12 : 8), count: 4)
    return size == 0 ? nil : start + Int64(size)
  }

  private static func id3Length(_ head: [UInt8]) -> Int64 {
    guard Array(head.prefix(3)) == Array("ID3".utf8), head.count >= 10 else { return 0 }
    let size = head[6..<10].reduce(Int64(0)) { $0 << 7 | Int64($1 & 0x7F) }
    return 10 + size + (head[5] & 0x10 != 0 ? 10 : 0)
  }
}
