import CFFmpeg
package import CutroomModel

/// Measures media files through libavformat, from a descriptor and never from a name.
package enum Prober {
  /// The facts of the file behind `descriptor`, a seekable file of `size` bytes.
  ///
  /// The descriptor is borrowed and its offset left alone. Nothing but these bytes is read:
  /// whatever the file refers to is refused. `sha256` is left for the caller to fill.
  package static func probe(
    descriptor: CInt,
    size: Int64,
    options: ProbeOptions = ProbeOptions()
  ) throws(ProbeFailure) -> ProbeFacts {
    let bytes = FileBytes(descriptor: descriptor, size: size, deadlineMs: options.deadlineMs)
    let log = LogCapture()
    log.begin()
    defer { log.end() }
    let media = try OpenMedia(sniffed: bytes, log: log)
    let survey = try MediaSurvey(media, options: options)
    return ProbeFacts(
      format: survey.format,
      streams: survey.streams,
      chapters: survey.chapters,
      cutroom: survey.facts(of: media, log: log)
    )
  }

  /// The version of libavformat that answers; facts measured by another may differ.
  package static var libavformat: String {
    let version = avformat_version()
    return "\(version >> 16).\(version >> 8 & 0xFF).\(version & 0xFF)"
  }
}
