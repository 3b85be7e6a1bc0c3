/// The top-level boxes of an ISO base media file (mp4, mov), walked without libav.
struct BoxLayout {
  private(set) var isMovie = false
  private(set) var hasIndex = false
  private(set) var isFragmented = false
  /// How many bytes the last box claims beyond the end of the file.
  private(set) var missingBytes: Int64 = 0
  private(set) var brand = ""

  private static let known: Set<String> = [
    "ftyp", "styp", "moov", "moof", "mdat", "free", "skip", "wide", "pnot", "sidx", "mfra", "meta",
    "uuid", "emsg", "prft", "udta",
  ]
  // Hours of one-second fragments.
  private static let boxLimit = 50_000

  init(_ bytes: FileBytes) {
    var place: Int64 = 0
    for _ in 0..<Self.boxLimit {
      guard let box = Box(bytes, at: place), Self.known.contains(box.type) else { return }
      note(box, bytes)
      let (end, overflow) = place.addingReportingOverflow(box.size)
      guard !overflow, end <= bytes.size else {
        missingBytes = overflow ? .max : end - bytes.size
        return
      }
      place = end
    }
  }

  private mutating func note(_ box: Box, _ bytes: FileBytes) {
    switch box.type {
    case "ftyp":
      isMovie = true
      brand = String(decoding: bytes.bytes(at: box.place + 8, count: 4), as: UTF8.self)
    case "moov":
      isMovie = true
      hasIndex = box.place + box.size <= bytes.size
    case "moof":
      isMovie = true
      isFragmented = true
    case "mdat", "wide": isMovie = true
    default: break
    }
  }

  /// Still pictures in a movie container.
  var isStill: Bool { ["avif", "heic", "heix", "heim", "heis", "mif1"].contains(brand) }
}

private struct Box {
  let place: Int64
  let size: Int64
  let type: String

  init?(_ bytes: FileBytes, at place: Int64) {
    let head = bytes.bytes(at: place, count: 16)
    guard head.count >= 8 else { return nil }
    self.place = place
    type = String(decoding: head[4..<8], as: UTF8.self)
    let short = head.bigEndian(at: 0, count: 4)
    switch short {
    case 0: size = bytes.size - place
    case 1:
      guard head.count == 16 else { return nil }
      size = Int64(clamping: head.bigEndian(at: 8, count: 8))
      guard size >= 16, place <= .max - size else { return nil }
    default:
      guard short >= 8 else { return nil }
      size = Int64(short)
    }
  }
}

extension [UInt8] {
  /// The unsigned number in `count` bytes, most significant first; 0 beyond the end.
  func bigEndian(at place: Int, count: Int) -> UInt64 {
    guard place >= 0, place + count <= self.count else { return 0 }
    return self[place..<(place + count)].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The unsigned number in `count` bytes, least significant first; 0 beyond the end.
  func littleEndian(at place: Int, count: Int) -> UInt64 {
    guard place >= 0, place + count <= self.count else { return 0 }
    return self[place..<(place + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
