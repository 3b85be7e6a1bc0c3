extension Fixture {
  var recipe: Recipe {
    cutShort ?? sound ?? moving ?? rare ?? pictures ?? hostile
  }

  private var cutShort: Recipe? {
    switch self {
    case .faststartHalf: .start(of: .faststart, percent: 50)
    case .faststartAlmost: .start(of: .faststart, percent: 99)
    case .moovCutOff: .start(of: .moovAtEnd, percent: 50)
    case .fragmentedHalf: .start(of: .fragmented, percent: 50)
    case .webmHalf: .start(of: .webm, percent: 50)
    case .mp3Half: .start(of: .vbrXing, percent: 50)
    case .wavPart: .start(of: .noise, percent: 20)
    case .jpegHalf: .start(of: .testCard, percent: 50)
    case .pngHalf: .start(of: .redPng, percent: 50)
    case .jpegAlmost: .patched(.testCard) { $0.removeLast(2) }
    case .jpegHead: .patched(.testCard, cutInsideHeader)
    case .pngAlmost: .patched(.testCardPng) { $0.removeLast(12) }
    case .webpHalf: .start(of: .testCardWebp, percent: 50)
    default: nil
    }
  }

  private var sound: Recipe? {
    switch self {
    case .noise:
      .ffmpeg([
        "-f", "lavfi", "-i", "anoisesrc=d=30:c=pink:r=44100:a=0.8:seed=1",
        "-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono:d=30",
        "-filter_complex", "[0][1]concat=n=2:v=0:a=1",
      ])
    case .vbrXing: .ffmpeg(from: [.noise], ["-c:a", "libmp3lame", "-q:a", "4"])
    case .vbrNoXing:
      .ffmpeg(from: [.noise], ["-c:a", "libmp3lame", "-q:a", "4", "-write_xing", "0"])
    case .mp3Twice: .joined([.vbrXing, .vbrXing])
    case .mp3WrongXing: .patched(.vbrXing, multiplyXingFrames)
    case .rawAac: .ffmpeg(from: [.noise], ["-c:a", "aac", "-f", "adts"])
    case .narrationWav: .ffmpeg(sine(seconds: "2.37") + ["-ar", "44100"])
    case .narrationMp3: .ffmpeg(from: [.narrationWav], ["-c:a", "libmp3lame", "-b:a", "128k"])
    case .narrationM4a: .ffmpeg(from: [.narrationWav], ["-c:a", "aac"])
    case .pipedWav: .patched(.narrationWav, forgetWavSizes)
    case .mp3NamedWav: .joined([.vbrXing])
    case .coverMp3:
      .ffmpeg(
        from: [.vbrXing, .redJpeg],
        ["-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic"]
      )
    case .flac: .ffmpeg(from: [.narrationWav], ["-c:a", "flac"])
    case .opus: .ffmpeg(from: [.narrationWav], ["-c:a", "libopus"])
    case .silentMp3:
      .ffmpeg(["-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono:d=2.37", "-c:a", "libmp3lame"])
    case .clippedMp3: .ffmpeg(from: [.narrationWav], ["-af", "volume=40dB", "-c:a", "libmp3lame"])
    case .referenceTone:
      .ffmpeg(tone(peak: "pow(10,-23/20)", seconds: 5) + ["-c:a", "pcm_s24le"])
    case .stillness: .ffmpeg(["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1"])
    case .clipped: .ffmpeg(tone(peak: "4", seconds: 1))
    default: nil
    }
  }

  private var pictures: Recipe? {
    switch self {
    case .redJpeg, .redPng:
      .ffmpeg(["-f", "lavfi", "-i", "color=red:s=200x100", "-frames:v", "1"])
    case .jpegPadded: .patched(.testCard) { $0 += [0, 0, 0, 0, 0] }
    case .jpegPaddedInside: .patched(.testCard, padBetweenHeaders)
    case .pngPadded: .patched(.testCardPng) { $0 += [0x0A] }
    case .jpegWithPreview: .patched(.jpegHalf, insertPreview)
    case .testCard, .testCardPng, .testCardWebp:
      .ffmpeg(["-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1"])
    case .pngNamedMp4: .joined([.redPng])
    case .gif: .ffmpeg(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=5:d=1"])
    case .webp: .ffmpeg(from: [.redPng], [])
    case .uprightPhoto: .patched(.testCard, turnUpright)
    case .heic: .bytes(heifStart)
    case .animatedWebp:
      .ffmpeg(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=5:d=1", "-loop", "0"])
    default: nil
    }
  }

  private var hostile: Recipe {
    switch self {
    case .html: .text("<!DOCTYPE html>\n<html><body>404 not found</body></html>\n")
    case .json: .text("{\"error\": \"quota exceeded\"}\n")
    case .playlist:
      .text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfast.mp4\n#EXT-X-ENDLIST\n")
    case .concatList: .text("ffconcat version 1.0\nfile fast.mp4\n")
    case .sessionDescription:
      .text("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n")
    case .tinyMp3: .text("ID3")
    case .chapterList:
      .text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\ntitle=Early\n"
          + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=10000\ntitle=Late\n"
      )
    case .randomBytes: .bytes(noiseBytes(count: 20_000))
    default: .bytes([])
    }
  }
}

/// A sine tone from a generator.
func sine(seconds: String) -> [String] { ["-f", "lavfi", "-i", "sine=440:d=\(seconds)"] }

/// The tone of EBU Tech 3341, 1 kHz on two channels, at a peak of full scale's part.
private func tone(peak: String, seconds: Int) -> [String] {
  let channel = "\(peak)*sin(1000*2*PI*t)"
  return ["-f", "lavfi", "-i", "aevalsrc='\(channel)|\(channel)':s=48000:d=\(seconds):c=stereo"]
}

/// How a HEIF file begins: its brand, then its directory of items.
private let heifStart: [UInt8] =
  [0, 0, 0, 24] + Array("ftypheic".utf8) + [0, 0, 0, 0] + Array("mif1heic".utf8)
  + [0, 0, 0, 112] + Array("meta".utf8) + [UInt8](repeating: 0, count: 104)

/// A TIFF structure that holds an orientation and nothing else.
package func exifOrientation(_ value: UInt8, isLittle: Bool) -> [UInt8] {
  if isLittle {
    return [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, value, 0, 0, 0]
      + [0, 0, 0, 0]
  }
  return [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0]
    + [0, 0, 0, 0]
}

/// A camera that was held upright.
@Sendable private func turnUpright(_ bytes: inout [UInt8]) {
  let exif = Array("Exif".utf8) + [0, 0] + exifOrientation(6, isLittle: true)
  bytes.insert(contentsOf: [0xFF, 0xE1, 0, UInt8(2 + exif.count)] + exif, at: 2)
}

private func noiseBytes(count: Int) -> [UInt8] {
  var state: UInt32 = 12_345
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(truncatingIfNeeded: state >> 24)
  }
}

/// The Xing header claims ten times the frames that follow.
@Sendable private func multiplyXingFrames(_ bytes: inout [UInt8]) {
  let marks = [Array("Xing".utf8), Array("Info".utf8)]
  guard let mark = (0..<4096).first(where: { marks.contains(Array(bytes[$0..<$0 + 4])) }) else {
    return
  }
  let count = bytes[(mark + 8)..<(mark + 12)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } * 10
  for place in 0..<4 {
    bytes[mark + 8 + place] = UInt8(truncatingIfNeeded: count >> (24 - 8 * place))
  }
}

/// What a program that writes to a pipe leaves in the two size fields.
@Sendable private func forgetWavSizes(_ bytes: inout [UInt8]) {
  let data = Array("data".utf8)
  for place in 4..<8 { bytes[place] = 0xFF }
  guard let mark = (12..<512).first(where: { Array(bytes[$0..<$0 + 4]) == data }) else { return }
  for place in 4..<8 { bytes[mark + place] = 0xFF }
}

/// A header such as cameras write, with a whole small picture in it.
@Sendable private func insertPreview(_ bytes: inout [UInt8]) {
  let preview: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
  bytes.insert(contentsOf: [0xFF, 0xE5, 0, UInt8(2 + preview.count)] + preview, at: 2)
}

/// Bytes that belong to nothing, between the first header and the next: readers pass over them.
@Sendable private func padBetweenHeaders(_ bytes: inout [UInt8]) {
  let length = Int(bytes[4]) << 8 | Int(bytes[5])
  bytes.insert(contentsOf: [0, 0x20, 0xFF, 0, 0], at: 4 + length)
}

/// Cut off inside a long header, before the picture's size is told.
@Sendable private func cutInsideHeader(_ bytes: inout [UInt8]) {
  bytes = [0xFF, 0xD8, 0xFF, 0xE5, 0x20, 0x00] + [UInt8](repeating: 0x20, count: 2000)
}
