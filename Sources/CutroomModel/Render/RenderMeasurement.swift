/// What was seen and heard in a finished video.
package struct RenderMeasurement: Equatable, Sendable {
  /// A stretch of time in microseconds.
  package struct Stretch: Equatable, Sendable {
    package var startUs: Int64
    package var endUs: Int64

    package init(startUs: Int64, endUs: Int64) {
      self.startUs = startUs
      self.endUs = endUs
    }
  }

  package var loudness: Loudness
  /// Where the picture is black.
  package var black: [Stretch]
  /// Where nothing is heard at all, music included.
  package var silent: [Stretch]
  /// Where the narration alone is silent; empty where that was not measured.
  package var unspoken: [Stretch]
  /// The segments that show another picture than they were planned with; empty where that was not
  /// looked at.
  package var strangers: [String]

  package init(
    loudness: Loudness,
    black: [Stretch],
    silent: [Stretch],
    unspoken: [Stretch] = [],
    strangers: [String] = []
  ) {
    self.loudness = loudness
    self.black = black
    self.silent = silent
    self.unspoken = unspoken
    self.strangers = strangers
  }

  /// The call that looks for pictures with nothing in them, captions left aside, and for silence,
  /// and writes the frames that are compared into `frames`.
  package static func command(
    _ video: String,
    _ sampling: PictureSampling,
    frames: String
  ) -> FFmpegCommand {
    let isSampled = !sampling.samples.isEmpty
    let looked = "crop=iw:ih*3/4:0:0,blackdetect=d=0.5:pix_th=0.005:pic_th=0.999[v];"
    let pictures =
      isSampled
      ? "[0:v:0]split=2[m][g];\n[m]\(looked)\n\(sampling.script(from: "g", to: "s"));"
      : "[0:v:0]\(looked)"
    let output = ["-map", "[v]", "-map", "[a]", "-f", "null", "-"]
    return FFmpegCommand(
      inputs: [FFmpegInput(place: .attempt, path: video)],
      script: """
        \(pictures)
        [0:a:0]silencedetect=n=-60dB:d=0.5,ebur128=peak=true:framelog=verbose[a]

        """,
      output: output + (isSampled ? PictureSampling.output(of: "s", to: frames) : [])
    )
  }

  /// Reads the log of ``command(_:_:frames:)``; nil where it holds no summary of loudness.
  package init?(log: String, durationUs: Int64) {
    guard let loudness = Loudness(ebur128Log: log) else { return nil }
    self.init(
      loudness: loudness,
      black: Self.stretches(in: log, from: "black_start:", to: "black_end:", until: durationUs),
      silent: Self.silences(in: log, until: durationUs)
    )
  }

  /// The stretches that `silencedetect` reports; one without an end lasts `until` the end.
  package static func silences(in log: String, until: Int64) -> [Stretch] {
    stretches(in: log, from: "silence_start:", to: "silence_end:", until: until)
  }

  private static func stretches(
    in log: String,
    from startKey: String,
    to endKey: String,
    until: Int64
  ) -> [Stretch] {
    var stretches: [Stretch] = []
    var start: Int64?
    for line in log.split(whereSeparator: \.isNewline) {
      if let time = time(after: startKey, in: line) { start = time }
      if let end = time(after: endKey, in: line), let begin = start {
        stretches.append(Stretch(startUs: begin, endUs: end))
        start = nil
      }
    }
    if let start { stretches.append(Stretch(startUs: start, endUs: max(start, until))) }
    return stretches
  }

  private static func time(after key: String, in line: Substring) -> Int64? {
    guard let range = line.firstRange(of: key) else { return nil }
    let rest = line[range.upperBound...].drop { $0 == " " }.prefix { $0 != " " }
    guard let seconds = Double(rest), abs(seconds) < 1_000_000 else { return nil }
    return Int64((seconds * 1_000_000).rounded())
  }
}
