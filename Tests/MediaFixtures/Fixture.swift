/// A media file for tests, named as it is on disk.
package enum Fixture: String, CaseIterable, Sendable {
  // Sources.
  case noise = "noise.wav"
  case redJpeg = "red.jpg"
  case redPng = "red.png"
  case faststart = "fast.mp4"
  case moovAtEnd = "end.mp4"

  // Cut short.
  case faststartHalf = "fast-50.mp4"
  case faststartAlmost = "fast-99.mp4"
  case moovCutOff = "end-50.mp4"
  case fragmentedHalf = "frag-50.mp4"
  case webmHalf = "webm-50.webm"
  case mp3Half = "mp3-50.mp3"
  case wavPart = "wav-20.wav"
  case jpegHalf = "half.jpg"
  case pngHalf = "half.png"

  // Sound.
  case vbrXing = "vbr-xing.mp3"
  case vbrNoXing = "vbr-noxing.mp3"
  case mp3Twice = "twice.mp3"
  case mp3WrongXing = "wrong-xing.mp3"
  case rawAac = "raw.aac"
  case narrationWav = "narration.wav"
  case narrationMp3 = "narration.mp3"
  case narrationM4a = "narration.m4a"
  case pipedWav = "piped.wav"
  case mp3NamedWav = "mp3.wav"
  case coverMp3 = "cover.mp3"
  case flac = "sound.flac"
  case opus = "sound.ogg"

  // Moving pictures.
  case fragmented = "frag.mp4"
  case webm = "plain.webm"
  case liveWebm = "live.webm"
  case matroska = "plain.mkv"
  case transportStream = "plain.ts"
  case shortAudio = "short-audio.mp4"
  case editList = "edit-list.mp4"
  case variableRate = "vfr.mp4"
  case rotated = "rotated.mp4"
  case anamorphic = "sar.mp4"
  case hdr = "hdr.mp4"
  case h264High = "high.mp4"
  case h264FullRange = "full-range.mp4"
  case vp9 = "vp9.webm"
  case vp9Mp4 = "vp9.mp4"
  case manyStreams = "many.mp4"
  case bitRot = "bit-rot.mp4"

  // Still and animated pictures.
  case pngNamedMp4 = "png.mp4"
  case testCard = "card.jpg"
  case gif = "animated.gif"
  case webp = "still.webp"
  case animatedWebp = "animated.webp"

  // Not media, or hostile.
  case zero = "zero.mp4"
  case html = "page.mp4"
  case json = "error.mp4"
  case playlist = "evil.mp4"
  case concatList = "concat.mp4"
  case sessionDescription = "sdp.mp4"
  case tinyMp3 = "tiny.mp3"
  case randomBytes = "random.mp4"
}
