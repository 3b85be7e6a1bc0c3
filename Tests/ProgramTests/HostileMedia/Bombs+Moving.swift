extension Bombs {
  // MARK: - ISO base media

  static var movies: [HostileFile] {
    let most: UInt64 = 0x7FFF_FFFF
    let sizes = join(
      numberBox("stts", most, 1, 1),
      numberBox("stsc", most, 1, 1, 1),
      numberBox("stsz", 0, most, 1),
      numberBox("stco", most, 1),
      numberBox("ctts", most, 1, 1)
    )
    let equal = join(
      numberBox("stts", 1, most, 1),
      numberBox("stsc", 1, 1, most, 1),
      numberBox("stsz", 1, most),
      numberBox("stco", 1, 44)
    )
    let edits = box("edts", numberBox("elst", most, 0, 0, 0x10000))
    return [
      HostileFile("counts.mp4", Movie(table: sizes).bytes),
      HostileFile("equal.mp4", Movie(table: equal).bytes),
      HostileFile("edits.mp4", Movie(trackDetails: edits).bytes),
      HostileFile("nested.mp4", nested(depth: 3000)),
      HostileFile("tracks.mp4", Movie(tracks: 500).bytes),
      HostileFile("chapters.mp4", Movie(afterTracks: chapters(255)).bytes),
      HostileFile("tags.mp4", Movie(afterTracks: tags(3000)).bytes),
      HostileFile("fragments.mp4", fragments(3000)),
      HostileFile(
        "endless.mp4",
        join(box("ftyp", ascii("isom\0\0\0\0")), box("mdat", [], claiming: 1))
      ),
      HostileFile(
        "boxes.mp4",
        join(box("ftyp", ascii("isom\0\0\0\0")), repeated(5000) { _ in box("free", []) })
      ),
    ]
  }

  private static func nested(depth: Int) -> [UInt8] {
    let inner = (0..<depth).reduce([UInt8]()) { content, _ in box("trak", content) }
    return join(box("ftyp", ascii("isom\0\0\0\0")), box("moov", inner))
  }

  private static func chapters(_ count: Int) -> [UInt8] {
    let list = repeated(count) { join(big(UInt64($0), 8), [200], ascii(noise(200))) }
    let head = join(zeros(4), [UInt8(truncatingIfNeeded: count)])
    return box("udta", box("chpl", join([1, 0, 0, 0], head, list)))
  }

  private static func tags(_ count: Int) -> [UInt8] {
    let items = repeated(count) { number in
      let mean = fullBox("mean", ascii("com.apple.iTunes"))
      let name = fullBox("name", ascii("T\(number)"))
      return box(
        "----",
        join(mean, name, box("data", join(big(1, 4), zeros(4), ascii(noise(300)))))
      )
    }
    let handler = fullBox("hdlr", join(zeros(4), ascii("mdir"), zeros(13)))
    return box("udta", fullBox("meta", join(handler, box("ilst", items))))
  }

  private static func fragments(_ count: Int) -> [UInt8] {
    let extends = box("mvex", numberBox("trex", 1, 1, 1, 1, 0))
    let run = join(numberBox("tfhd", 1), numberBox("trun", 0x7FFF_FFFF))
    let fragment = box("moof", join(numberBox("mfhd", 1), box("traf", run)))
    return join(Movie(afterTracks: extends).bytes, repeated(count) { _ in fragment })
  }

  // MARK: - Matroska

  static var matroska: [HostileFile] {
    let most = unknownSize - 1
    let details = element(0x63A2, zeros(8), claiming: most)
    let cluster = element(0x1F43_B675, element(0xE7, number: 0), claiming: unknownSize)
    return [
      HostileFile("private.mkv", Matroska(trackDetails: details).bytes),
      HostileFile("segment.mkv", Matroska(segmentSize: most).bytes),
      HostileFile("clusters.mkv", Matroska(cluster: repeated(5000) { _ in cluster }).bytes),
      HostileFile("tracks.mkv", Matroska(tracks: 500).bytes),
      HostileFile("chapters.mkv", Matroska(after: chapterList(3000)).bytes),
      HostileFile("tags.mkv", Matroska(after: tagList(1000)).bytes),
      texts,
      HostileFile("laced.mkv", Matroska(cluster: laced).bytes),
      HostileFile("nested.mkv", Matroska(after: deepTag).bytes),
      HostileFile("head.mkv", element(0x1A45_DFA3, zeros(8), claiming: most)),
    ]
  }

  private static func chapterList(_ count: Int) -> [UInt8] {
    let atoms = repeated(count) { number in
      let shown = join(element(0x85, text: noise(100)), element(0x437C, text: "eng"))
      let start = element(0x91, number: UInt64(number) * 1000)
      return element(
        0xB6,
        join(element(0x73C4, number: UInt64(number)), start, element(0x80, shown))
      )
    }
    return element(0x1043_A770, element(0x45B9, atoms))
  }

  private static func tagList(_ count: Int) -> [UInt8] {
    let tags = repeated(count) { number in
      let simple = join(element(0x45A3, text: "T\(number)"), element(0x4487, text: noise(100)))
      return element(0x7373, join(element(0x63C0, []), element(0x67C8, simple)))
    }
    return element(0x1254_C367, tags)
  }

  /// Few enough tags to be told, all of them, but not in one answer.
  static let texts = HostileFile(
    "texts.mkv",
    Matroska(tracks: 6, after: element(0x1254_C367, repeated(7) { trackTags(UInt64($0)) })).bytes
  )

  /// Tags of one track; 0 means the file.
  private static func trackTags(_ track: UInt64) -> [UInt8] {
    let simple = repeated(30) { number in
      let texts = join(element(0x45A3, text: "T\(number)"), element(0x4487, text: noise(250)))
      return element(0x67C8, texts)
    }
    let target = track == 0 ? [] : element(0x63C5, number: track)
    return element(0x7373, join(element(0x63C0, target), simple))
  }

  /// A simple tag in a simple tag, and so on.
  private static var deepTag: [UInt8] {
    let inner = (0..<2000).reduce(element(0x45A3, text: "x")) { content, _ in
      element(0x67C8, content)
    }
    return element(0x1254_C367, element(0x7373, inner))
  }

  /// Blocks of 256 frames each, whose sizes are not there.
  private static var laced: [UInt8] {
    let block = element(0xA3, join([0x81, 0, 0, 0x86, 0xFF], [UInt8](repeating: 0xFF, count: 300)))
    return element(0x1F43_B675, join(element(0xE7, number: 0), repeated(2000) { _ in block }))
  }

  /// What JSON has to write six times as long.
  static func noise(_ count: Int) -> String { String(repeating: "\u{1}", count: count) }
}
