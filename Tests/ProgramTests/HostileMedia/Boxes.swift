/// A box of an ISO base media file; `claiming` lies about its size.
func box(_ type: String, _ content: [UInt8], claiming size: UInt64? = nil) -> [UInt8] {
  join(big(size ?? UInt64(content.count + 8), 4), ascii(type), content)
}

/// A box with a version and flags before its content.
func fullBox(_ type: String, flags: UInt64 = 0, _ content: [UInt8]) -> [UInt8] {
  box(type, join(big(flags, 4), content))
}

/// A full box of numbers of four bytes.
func numberBox(_ type: String, _ numbers: UInt64...) -> [UInt8] {
  fullBox(type, numbers.flatMap { big($0, 4) })
}

/// A movie of sound; what stands in its tracks is given.
struct Movie {
  var tracks = 1
  var dataEntry = fullBox("url ", flags: 1, [])
  /// The boxes of the sample table besides the description.
  var table = Movie.plainTable
  /// Boxes of the track besides the plain ones.
  var trackDetails: [UInt8] = []
  var afterTracks: [UInt8] = []

  static let plainTable = join(
    numberBox("stts", 1, 4, 1024),
    numberBox("stsc", 1, 1, 4, 1),
    numberBox("stsz", 16, 4),
    numberBox("stco", 1, 44)
  )

  var bytes: [UInt8] {
    let start = box("ftyp", join(ascii("isom"), big(512, 4), ascii("isommp42")))
    let movie = join(header, repeated(tracks) { track($0 + 1) }, afterTracks)
    return join(start, box("wide", []), box("mdat", zeros(64)), box("moov", movie))
  }

  private var header: [UInt8] {
    fullBox("mvhd", join(zeros(8), big(44_100, 4), big(4096, 4), big(0x10000, 4), zeros(76)))
  }

  private func track(_ number: Int) -> [UInt8] {
    let head = fullBox("tkhd", flags: 3, join(zeros(8), big(UInt64(number), 4), zeros(68)))
    let media = fullBox("mdhd", join(zeros(8), big(44_100, 4), big(4096, 4), zeros(4)))
    let handler = fullBox("hdlr", join(zeros(4), ascii("soun"), zeros(13)))
    let references = box("dinf", fullBox("dref", join(big(1, 4), dataEntry)))
    let information = box("minf", join(fullBox("smhd", zeros(4)), references, sampleTable))
    return box("trak", join(head, trackDetails, box("mdia", join(media, handler, information))))
  }

  private var sampleTable: [UInt8] {
    let entry = join(zeros(6), big(1, 2), zeros(8), big(2, 2), big(16, 2), zeros(4))
    let sound = box("sowt", join(entry, big(44_100 << 16, 4)))
    return box("stbl", join(fullBox("stsd", join(big(1, 4), sound)), table))
  }
}
