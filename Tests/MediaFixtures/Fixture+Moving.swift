extension Fixture {
  var moving: Recipe? {
    switch self {
    case .faststart: .ffmpeg(picture() + sine(seconds: "10") + h264 + ["-movflags", "+faststart"])
    case .moovAtEnd: .ffmpeg(from: [.faststart], ["-c", "copy"])
    case .fragmented:
      .ffmpeg(from: [.faststart], ["-c", "copy", "-movflags", "frag_keyframe+empty_moov"])
    case .webm: .ffmpeg(picture(seconds: "5") + sine(seconds: "5") + vp8)
    case .liveWebm: .ffmpeg(from: [.webm], ["-c", "copy", "-f", "webm", "-live", "1"])
    case .matroska, .transportStream: .ffmpeg(from: [.faststart], ["-c", "copy"])
    case .shortAudio: .ffmpeg(picture() + sine(seconds: "4") + h264)
    case .editList: .cut(.faststart, start: "3.3")
    case .variableRate:
      .ffmpeg(
        picture(rate: 60) + [
          "-vf", "select='if(lt(t,5),not(mod(n,2)),not(mod(n,3)))'", "-vsync", "vfr",
        ] + h264
      )
    case .rotated: .ffmpeg(from: [.faststart], ["-c", "copy", "-metadata:s:v", "rotate=90"])
    case .anamorphic:
      .ffmpeg(picture(size: "720x576", seconds: "1") + ["-vf", "setsar=64/45"] + h264)
    case .hdr: .ffmpeg(picture(size: "128x72", seconds: "1") + hevcPq)
    case .h264High:
      .ffmpeg(
        picture(seconds: "2") + sine(seconds: "2") + h264 + ["-preset", "veryfast", "-bf", "2"]
      )
    case .h264FullRange:
      .ffmpeg(picture(seconds: "1") + h264 + ["-pix_fmt", "yuvj420p", "-color_trc", "bt709"])
    case .h264Gray: .ffmpeg(picture(seconds: "1") + h264 + ["-pix_fmt", "gray"])
    case .h264Coloured:
      .ffmpeg(
        picture(seconds: "1") + h264
          + ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]
      )
    case .fewFrames:
      .ffmpeg(picture() + h264 + ["-preset", "veryfast", "-bf", "2", "-frames:v", "2"])
    case .surround:
      .ffmpeg(
        picture(seconds: "1") + [
          "-f", "lavfi", "-i", "anoisesrc=d=1:r=48000", "-af", "pan=6.1|FL=c0|FR=c0|FC=c0|BC=c0",
        ] + h264
      )
    case .vp9:
      .ffmpeg(picture(seconds: "1") + sine(seconds: "1") + vp9Codecs)
    case .vp9Mp4: .ffmpeg(from: [.vp9], ["-c", "copy"])
    case .manyStreams:
      .ffmpeg(
        from: [.faststart],
        (0..<59).flatMap { _ in ["-map", "0:a"] } + ["-map", "0:v", "-t", "1", "-c", "copy"]
      )
    case .manyTurned:
      .ffmpeg(
        from: [.rotated],
        (0..<64).flatMap { _ in ["-map", "0:v"] } + ["-t", "0.1", "-c", "copy"]
      )
    case .blackMovingStill:
      .ffmpeg(
        [("color=black", "1.48"), ("testsrc2", "2"), ("color=red", "3")].flatMap {
          source,
          seconds in
          let separator = source.contains("=") ? ":" : "="
          return ["-f", "lavfi", "-i", "\(source)\(separator)s=320x180:r=25:d=\(seconds)"]
        } + ["-filter_complex", "[0][1][2]concat=n=3"] + h264
      )
    case .lateMatroska: .ffmpeg(from: [.webm], ["-c", "copy", "-output_ts_offset", "1.5"])
    case .chapters:
      .ffmpeg(from: [.faststart, .chapterList], ["-map_metadata", "1", "-c", "copy"])
    case .manyWords:
      .ffmpeg(
        from: [.faststart],
        ["-c", "copy", "-metadata", "comment=" + String(repeating: "word ", count: 8000)]
      )
    case .bitRot: .patched(.faststart, ruinMiddle)
    case .dark: .ffmpeg(["-f", "lavfi", "-i", "color=black:s=320x180:r=30:d=5"] + h264)
    case .night:
      // A moon on a sky that is black as the sound of an empty room: dark, and not empty.
      .ffmpeg(
        [
          "-f", "lavfi", "-i", "color=black:s=320x180:r=30:d=5", "-vf",
          "drawbox=x=200:y=40:w=14:h=14:color=white:t=fill",
        ] + h264
      )
    case .frozen: .ffmpeg(["-f", "lavfi", "-i", "smptebars=s=320x180:r=30:d=5"] + h264)
    default: nil
    }
  }
}

private let h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "30", "-c:a", "aac"]
private let vp8 = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"]
private let vp9Codecs = [
  "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus",
]
private let hevcPq = [
  "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params",
  "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
]

private func picture(
  size: String = "320x180",
  rate: Int = 30,
  seconds: String = "10"
) -> [String] {
  ["-f", "lavfi", "-i", "testsrc2=s=\(size):r=\(rate):d=\(seconds)"]
}

/// Bytes that went bad inside the picture data.
@Sendable private func ruinMiddle(_ bytes: inout [UInt8]) {
  let middle = bytes.count / 2
  for place in middle..<min(middle + 20_000, bytes.count) { bytes[place] = UInt8(place & 0x7F) }
}
