extension Fixture {
  /// What encoders hardly make, or no more; mostly other fixtures in which some bytes were changed.
  var rare: Recipe? {
    switch self {
    case .packedLuma:
      // As many bytes as the coding that the tag names, which ffmpeg reads but does not write.
      .ffmpeg([
        "-f", "lavfi", "-i", "color=gray:s=60000x4:r=5:d=0.4", "-pix_fmt", "yuv420p", "-c:v",
        "rawvideo", "-vtag", "Y411",
      ])
    case .chaptersMatroska:
      .ffmpeg(
        from: [.faststart, .chapterList],
        ["-map_metadata", "1", "-c", "copy", "-write_crc32", "0"]
      )
    case .openChapters: .patched(.chaptersMatroska, leaveOutEnds)
    case .chapterTableAlone: .patched(.chapters, leaveOutChapterTrack)
    case .doubledAac: .patched(.faststart, announceDoubling)
    case .soundWithoutDecoder: .patched(.faststart, nameOtherCodec)
    case .unframedAac: .ffmpeg(from: [.narrationWav], ["-c:a", "aac"])
    case .windowsMedia: .ffmpeg(from: [.narrationWav], ["-c:a", "wmav2"])
    default: nil
    }
  }
}

/// Where a pattern begins, the first time from `start` on.
private func place(of pattern: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
  guard start >= 0, start + pattern.count <= bytes.count else { return nil }
  return (start...(bytes.count - pattern.count)).first { place in
    bytes[place] == pattern[0] && bytes[place..<(place + pattern.count)].elementsEqual(pattern)
  }
}

private func replace(_ old: String, _ new: String, in bytes: inout [UInt8], from start: Int = 0) {
  guard let place = place(of: Array(old.utf8), in: bytes, from: start) else { return }
  bytes.replaceSubrange(place..<(place + old.utf8.count), with: Array(new.utf8))
}

/// Of each chapter the element ChapterTimeEnd, behind ChapterTimeStart, becomes a void one.
@Sendable private func leaveOutEnds(_ bytes: inout [UInt8]) {
  guard let list = place(of: [0x45, 0xB9], in: bytes) else { return }
  for place in list..<min(list + 300, bytes.count - 12) where bytes[place] == 0x91 {
    let next = place + 2 + Int(bytes[place + 1] & 0x7F)
    if next < bytes.count, bytes[next] == 0x92 { bytes[next] = 0xEC }
  }
}

/// Leaves the table of chapters (chpl) as the only one, as some programs write it.
@Sendable private func leaveOutChapterTrack(_ bytes: inout [UInt8]) {
  guard let index = place(of: Array("moov".utf8), in: bytes) else { return }
  for _ in 0..<2 { replace("tref", "free", in: &bytes, from: index) }
  var last = index
  while let next = place(of: Array("trak".utf8), in: bytes, from: last + 1) { last = next }
  replace("trak", "free", in: &bytes, from: last)
}

/// The configuration of plain AAC that says "not doubled" says "doubled to 88.2 kHz".
@Sendable private func announceDoubling(_ bytes: inout [UInt8]) {
  guard let config = place(of: [0x12, 0x08, 0x56, 0xE5, 0x00], in: bytes) else { return }
  bytes[config + 4] = 0x88
}

/// MPEG-H sound, for which there is a name but no decoder.
@Sendable private func nameOtherCodec(_ bytes: inout [UInt8]) {
  replace("mp4a", "mhm1", in: &bytes)
  replace("esds", "free", in: &bytes)
}
