extension Bombs {
  static var sounds: [HostileFile] {
    let megabytes: Int64 = 1 << 20
    return [
      HostileFile("id3.mp3", id3(claiming: 255 << 20), zerosAfter: 256 * megabytes),
      HostileFile("picture.mp3", id3Picture, zerosAfter: 256 * megabytes),
      HostileFile("frames.mp3", join(id3Frames(3000), mp3Frames(20))),
      HostileFile("wide.wav", wav(channels: 65_535, rate: 0xFFFF_FFFF)),
      HostileFile("slow.wav", wav(channels: 0, rate: 0)),
      manyChannels,
      HostileFile("chunks.wav", wavChunks(5000)),
      HostileFile("zero-chunks.wav", join(ascii("RIFF\0\0\0\0WAVE"), zeros(8 * 50_000))),
      HostileFile("picture.flac", flacPicture),
      HostileFile("comments.ogg", ogg),
      HostileFile("marks.aiff", aiff),
      HostileFile("size.caf", caf),
    ]
  }

  /// More channels than anybody measures the loudness of.
  private static var manyChannels: HostileFile {
    let head = soundHead(channels: 40, rate: 8000, count: 8000)
    return HostileFile("many.wav", join(head, noise8))
  }

  /// So few samples a second that each could begin another tenth of a second, a million times over.
  static var slowest: HostileFile {
    let head = soundHead(channels: 1, rate: 18, count: 24 << 20)
    return HostileFile("slowest.wav", head, repeated: (noise8, (24 << 20) / noise8.count))
  }

  private static let noise8 = (0..<8192).map { UInt8($0 * 37 & 0xFF) }

  /// What stands before `count` bytes of sound, 8 bits a sample.
  private static func soundHead(channels: UInt64, rate: UInt64, count: UInt64) -> [UInt8] {
    let format = join(
      little(1, 2),
      little(channels, 2),
      little(rate, 4),
      little(rate * channels, 4),
      little(channels, 2),
      little(8, 2)
    )
    return wave(join(chunk("fmt ", format), chunk("data", [], claiming: count)))
  }

  static var others: [HostileFile] {
    [
      HostileFile("sparse.mp4", [], zerosAfter: 8 << 30),
      HostileFile("streams.ts", transportStream),
      HostileFile("streams.avi", aviStreams(200)),
      HostileFile("nested.avi", nestedLists(3000)),
      HostileFile("tags.flv", flv),
    ]
  }

  private static func id3(claiming size: UInt64) -> [UInt8] {
    let digits = [21, 14, 7, 0].map { UInt8(truncatingIfNeeded: size >> $0 & 0x7F) }
    return join(ascii("ID3"), [4, 0, 0], digits)
  }

  private static var id3Picture: [UInt8] {
    let size: [UInt8] = [0x7F, 0x7F, 0x7F, 0x00]
    return join(
      id3(claiming: 255 << 20),
      ascii("APIC"),
      size,
      [0, 0, 0],
      ascii("image/png\0"),
      [3, 0]
    )
  }

  private static func id3Frames(_ count: Int) -> [UInt8] {
    let frames = repeated(count) { number in
      let text = join([0], ascii("K\(number)"), [0], ascii(noise(100)))
      return join(ascii("TXXX"), big(UInt64(text.count), 4), [0, 0], text)
    }
    return join(id3(claiming: UInt64(frames.count)), frames)
  }

  private static func mp3Frames(_ count: Int) -> [UInt8] {
    repeated(count) { _ in join([0xFF, 0xFB, 0x90, 0x64], zeros(413)) }
  }

  private static func wav(channels: UInt64, rate: UInt64) -> [UInt8] {
    let format = join(
      little(1, 2),
      little(channels, 2),
      little(rate, 4),
      little(0xFFFF_FFFF, 4),
      little(0, 2),
      little(65_535, 2)
    )
    return wave(join(chunk("fmt ", format), chunk("data", zeros(64), claiming: 0xFFFF_FFF0)))
  }

  private static func wave(_ chunks: [UInt8]) -> [UInt8] {
    join(ascii("RIFF"), little(0xFFFF_FFFF, 4), ascii("WAVE"), chunks)
  }

  private static func wavChunks(_ count: Int) -> [UInt8] {
    let rate = little(8000, 4)
    let format = chunk(
      "fmt ",
      join(little(1, 2), little(1, 2), rate, rate, little(1, 2), little(8, 2))
    )
    let list = repeated(count) {
      chunk("LIST", join(ascii("INFOIART"), little(4, 4), big(UInt64($0), 4)))
    }
    return wave(join(format, list, chunk("data", zeros(64))))
  }

  private static var flacPicture: [UInt8] {
    let information = join(
      [0, 0, 0, 34],
      big(4096, 2),
      big(4096, 2),
      zeros(6),
      [0x0A, 0xC4, 0x42, 0xF0],
      zeros(20)
    )
    let size = big(0xFF_FFF0, 3)
    let picture = join(big(3, 4), big(9, 4), ascii("image/png"), zeros(20), big(0xFFFF_FFFF, 4))
    return join(ascii("fLaC"), information, [6], size, picture, zeros(1000))
  }

  /// A comment packet that announces a thousand million comments of as many bytes.
  private static var ogg: [UInt8] {
    let head = join(ascii("OpusHead"), [1, 2], little(0, 2), little(48_000, 4), zeros(3))
    let comments = join(
      ascii("OpusTags"),
      little(0x7FFF_FFFF, 4),
      ascii("x"),
      little(1_000_000_000, 4),
      little(0xFFFF_FFFF, 4)
    )
    return join(page(head, first: true, number: 0), page(comments, first: false, number: 1))
  }

  private static func page(_ packet: [UInt8], first: Bool, number: UInt64) -> [UInt8] {
    let start = join(ascii("OggS"), [0, first ? 2 : 0], zeros(8), little(1, 4), little(number, 4))
    return join(start, zeros(4), [1, UInt8(packet.count)], packet)
  }

  private static var aiff: [UInt8] {
    let rate: [UInt8] = [0x7F, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    let common = join(
      ascii("COMM"),
      big(18, 4),
      big(32_767, 2),
      big(0xFFFF_FFFF, 4),
      big(32, 2),
      rate
    )
    let sound = join(ascii("SSND"), big(0xFFFF_FFF0, 4), zeros(64))
    return join(ascii("FORM"), big(0xFFFF_FFF0, 4), ascii("AIFF"), common, sound)
  }

  private static var caf: [UInt8] {
    let format = join(
      big((44_100.0).bitPattern, 8),
      ascii("lpcm"),
      big(0, 4),
      big(0, 12),
      big(16, 4)
    )
    let packets = join(ascii("pakt"), big(1 << 62, 8), big(1 << 62, 8), zeros(16))
    return join(ascii("caff"), big(1 << 16, 4), ascii("desc"), big(32, 8), format, packets)
  }

  // MARK: - Many streams

  /// A program of more streams than any has, in packets of 188 bytes.
  private static var transportStream: [UInt8] {
    let programs = tsPacket(
      0,
      join([0, 0, 0xB0, 13, 0, 1, 0xC1, 0, 0], [0, 1, 0xE1, 0], zeros(4))
    )
    let list = repeated(35) { join([0x0F, 0xE2, UInt8($0), 0xF0, 0]) }
    let head: [UInt8] = [0, 2, 0xB0, 188, 0, 1, 0xC1, 0, 0, 0xE2, 0, 0xF0, 0]
    let map = tsPacket(0x100, Array(join(head, list).prefix(184)))
    let sounds = repeated(2000) { number in
      tsPacket(UInt64(0x200 + number % 4000), join([0, 0, 1, 0xC0, 0, 0, 0x80, 0, 0], zeros(100)))
    }
    return join(programs, map, sounds, sounds)
  }

  private static func tsPacket(_ id: UInt64, _ content: [UInt8]) -> [UInt8] {
    let head = join([0x47], big(0x4000 | id, 2), [0x10])
    return join(head, content, [UInt8](repeating: 0xFF, count: 184 - content.count))
  }

  private static func aviStreams(_ count: Int) -> [UInt8] {
    let head = chunk(
      "strh",
      join(ascii("auds"), zeros(16), little(1, 4), little(8000, 4), zeros(28))
    )
    let format = chunk(
      "strf",
      join(little(1, 2), little(1, 2), little(8000, 4), little(8000, 4), little(1, 2), little(8, 2))
    )
    let stream = chunk("LIST", join(ascii("strl"), head, format))
    let main = chunk("avih", join(zeros(24), little(UInt64(count), 4), zeros(28)))
    let headers = chunk("LIST", join(ascii("hdrl"), main, repeated(count) { _ in stream }))
    return chunk("RIFF", join(ascii("AVI "), headers, chunk("LIST", ascii("movi"))))
  }

  private static func nestedLists(_ depth: Int) -> [UInt8] {
    let inner = (0..<depth).reduce([UInt8]()) { content, _ in
      chunk("LIST", join(ascii("hdrl"), content))
    }
    return chunk("RIFF", join(ascii("AVI "), inner))
  }

  /// Objects in objects in the script that describes the file.
  private static var flv: [UInt8] {
    let nested = repeated(5000) { _ in join(big(1, 2), ascii("a"), [3]) }
    let script = join([2], big(10, 2), ascii("onMetaData"), [8], big(0xFFFF_FFFF, 4), nested)
    let tag = join([18], big(UInt64(script.count), 3), zeros(7), script)
    return join(ascii("FLV\u{1}\u{5}"), big(9, 4), zeros(4), tag)
  }
}
