import CutroomModel

/// The music ends before the video, and is not begun again because its file goes on in silence.
struct MusicShort: Rule {
  static let id = "music-short"
  static let severity = Finding.Severity.warning
  static let meaning =
    "the music ends before the video, and its file goes on in silence, so it is not begun again "
    + "(with --deep)"

  static func cure(project: String) -> String {
    "Cut the silence off the piece in library/music, or take a longer one, then: "
      + "cutroom run \(project)"
  }

  /// Nobody misses what fades out a little early.
  private static let tolerance: Int64 = 2_000_000

  func findings(in evidence: Evidence) -> [Finding] {
    guard let timeline = evidence.documents.timeline?.content, let music = timeline.music,
      let path = ProjectPath(music.file),
      let heard = evidence.heardMusic.first(where: { $0.path == path })
    else { return [] }
    let video = timeline.length(from: 0, to: timeline.durationInFrames)
    // A shorter file is played again and again.
    guard music.durationUs >= video, !heard.sound.isSilent(throughout: heard.durationUs) else {
      return []
    }
    let end = heard.sound.end(before: heard.durationUs)
    guard end &+ Self.tolerance < video else { return [] }
    let message =
      "Its last sound is at \(end.inSeconds), the video lasts \(video.inSeconds)"
    return [finding(evidence, at: path, message)]
  }
}

extension SoundMeasure {
  /// Where the silence at the end begins; the end itself where there is none.
  fileprivate func end(before durationUs: Int64) -> Int64 {
    guard let last = silences.last, last.endUs &+ 50_000 >= durationUs else { return durationUs }
    return last.startUs
  }
}
