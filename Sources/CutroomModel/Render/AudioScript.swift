/// The sound of a video as filter graphs, at 48 kHz.
///
/// Every place is a sample counted from the start, rounded once from its frame; what lies between
/// two places is as long as their difference, so that nothing adds up.
package struct AudioScript: Sendable {
  /// Takes that one call of ffmpeg joins; each is an open file.
  package static let takesPerCall = 64
  package static let sampleRate: Int64 = 48_000

  private let timeline: Timeline

  package init(timeline: Timeline) { self.timeline = timeline }

  /// Samples in the whole video.
  package var totalSamples: Int64 { sample(atFrame: timeline.durationInFrames) }

  /// The calls that write a long narration in parts, to be heard one after another; none where
  /// one call can open all takes.
  package func narration(outputs: (Int) -> String) -> [FFmpegCommand] {
    let takes = timeline.narration
    guard takes.count > Self.takesPerCall else { return [] }
    return stride(from: 0, to: takes.count, by: Self.takesPerCall).enumerated().map {
      let range = $1..<min($1 + Self.takesPerCall, takes.count)
      return FFmpegCommand(
        inputs: range.map { .sound(takes[$0].file, in: .project) },
        script: narrationScript(range) + "\(format)[a]\n",
        output: ["-map", "[a]"] + wave + [outputs($0)]
      )
    }
  }

  /// The call that writes the whole narration and measures it, out of the parts where there are
  /// several.
  package func speech(parts: [String], output: String) -> FFmpegCommand {
    let finish = "\(whole),silencedetect=n=-55dB:d=0.5,\(meter)[a]\n"
    guard !parts.isEmpty else {
      let takes = timeline.narration
      return FFmpegCommand(
        inputs: takes.map { .sound($0.file, in: .project) },
        script: narrationScript(takes.indices) + finish,
        output: ["-map", "[a]"] + wave + [output]
      )
    }
    let labels = parts.indices.map { "[\($0):a:0]" }.joined()
    return FFmpegCommand(
      inputs: parts.map { .sound($0, in: .attempt) },
      script: "\(labels)concat=n=\(parts.count):v=0:a=1,\(finish)",
      output: ["-map", "[a]"] + wave + [output]
    )
  }

  /// The call that puts music under the speech and measures the mix.
  ///
  /// Music lies 10 LU under the speech in its pauses, and is pressed about 6 LU further down while
  /// it lasts; it comes back fast enough to be heard between two sentences.
  package func mix(speech: String, loudness: Loudness, output: String) -> FFmpegCommand {
    let level = "volume=\(FilterText.number(loudness.gain(to: Loudness.target)))dB"
    guard let music = timeline.music else {
      return FFmpegCommand(
        inputs: [.sound(speech, in: .attempt)],
        script: "[0:a:0]\(level),\(whole),\(meter)[a]\n",
        output: ["-map", "[a]"] + wave + [output]
      )
    }
    let script = """
      [0:a:0]\(level),\(whole),asplit=2[speech][key];
      [1:a:0]\(bed(music))[bed];
      [bed][key]sidechaincompress=threshold=0.04:ratio=2.2:attack=40:release=250[ducked];
      [speech][ducked]amix=inputs=2:duration=first:normalize=0,\(whole),\(meter)[a]

      """
    return FFmpegCommand(
      inputs: [
        .sound(speech, in: .attempt), .sound(music.file, in: .project, isLooped: isLooped(music)),
      ],
      script: script,
      output: ["-map", "[a]"] + wave + [output]
    )
  }

  /// The call that brings the mix to its loudness, keeps its true peak down, and measures it again.
  package func master(mix: String, setting: Mastering, output: String) -> FFmpegCommand {
    // At four times the rate a limiter of samples limits what lies between them too.
    let ceiling = FilterText.number(setting.ceilingFactor)
    let limit = "aresample=192000,alimiter=limit=\(ceiling):level=0:attack=5:release=80:latency=1"
    return FFmpegCommand(
      inputs: [.sound(mix, in: .attempt)],
      script:
        "[0:a:0]volume=\(FilterText.number(setting.gain))dB,\(limit),\(format),\(whole),\(meter)[a]\n",
      output: ["-map", "[a]"] + wave + [output]
    )
  }

  // MARK: -

  private func narrationScript(_ range: Range<Int>) -> String {
    let silence = range.lowerBound == 0 ? sample(atFrame: timeline.narration[0].startFrame) : 0
    var text = ""
    var labels = ""
    if silence > 0 {
      text += "anullsrc=r=\(Self.sampleRate):cl=stereo,atrim=end_sample=\(silence),\(format)[s];\n"
      labels += "[s]"
    }
    for (input, index) in range.enumerated() {
      let length = samples(of: index)
      text += "[\(input):a:0]\(format),asetpts=N/SR/TB,apad=whole_len=\(length),"
      text += "atrim=end_sample=\(length)[t\(input)];\n"
      labels += "[t\(input)]"
    }
    return text + "\(labels)concat=n=\(range.count + (silence > 0 ? 1 : 0)):v=0:a=1,"
  }

  /// From the start of a take to the start of the next.
  private func samples(of index: Int) -> Int64 {
    let takes = timeline.narration
    let end = index + 1 < takes.count ? takes[index + 1].startFrame : timeline.durationInFrames
    return max(1, sample(atFrame: end) - sample(atFrame: takes[index].startFrame))
  }

  private func bed(_ music: Timeline.Music) -> String {
    let loudness = Loudness(integrated: music.loudness, truePeak: 0)
    let gain = FilterText.number(loudness.gain(to: Loudness.target - 10))
    let length = timeline.fps.microseconds(atFrame: timeline.durationInFrames)
    let (opening, closing) = (min(400_000, length / 8), min(1_200_000, length / 4))
    return "\(format),asetpts=N/SR/TB,atrim=end_sample=\(totalSamples),volume=\(gain)dB,"
      + "afade=t=in:d=\(FilterText.seconds(opening)),"
      + "afade=t=out:st=\(FilterText.seconds(length - closing))"
      + ":d=\(FilterText.seconds(closing)),\(whole)"
  }

  private func isLooped(_ music: Timeline.Music) -> Bool {
    music.durationUs < timeline.fps.microseconds(atFrame: timeline.durationInFrames)
  }

  private func sample(atFrame frame: Int64) -> Int64 {
    frame.scaled(by: Self.sampleRate * Int64(timeline.fps.den), over: Int64(timeline.fps.num))
  }

  private var format: String {
    "aresample=\(Self.sampleRate),aformat=sample_fmts=flt:channel_layouts=stereo"
  }

  /// Exactly as long as the video.
  private var whole: String {
    "\(format),apad=whole_len=\(totalSamples),atrim=end_sample=\(totalSamples)"
  }

  private var meter: String { "ebur128=peak=true:framelog=verbose,\(format)" }

  private var wave: [String] { ["-c:a", "pcm_f32le", "-f", "wav", "-rf64", "auto"] }
}
