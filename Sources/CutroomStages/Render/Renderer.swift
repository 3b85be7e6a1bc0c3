package import CutroomModel
package import CutroomSystem

/// Makes the video of a timeline: sound first, then pictures in chunks, then both in one file,
/// which is looked at again as a viewer would get it.
package struct Renderer {
  private let ffmpeg: FFmpegRun
  private let timeline: Timeline
  private let project: Folder
  private let attempt: Folder
  private let report: (RenderProgress) -> Void

  /// Where intermediate files are; gone when the render is done.
  private static let workName = "work"

  /// Media are read from `projectFolder`, at the paths that the timeline has.
  package init(
    _ timeline: Timeline,
    projectFolder: Folder,
    attemptFolder: Folder,
    ffmpeg: FFmpegRun,
    progress: @escaping (RenderProgress) -> Void = { _ in }
  ) {
    self.timeline = timeline
    self.ffmpeg = ffmpeg
    project = projectFolder
    attempt = attemptFolder
    report = progress
  }

  /// Writes `<name>.mp4`, `.srt` and `.vtt` into the attempt's folder, which has none of them yet.
  ///
  /// Throws `RenderProblem` for a timeline that does not fit together, `FFmpegError` or
  /// `SystemError` where the work fails. The result is measured, not yet judged: `RenderCheck` does.
  package func render(name: String) throws -> RenderedFiles {
    if let problem = timeline.renderProblem { throw problem }
    for file in timeline.files { _ = try project.openFile(file) }
    let work = try attempt.makeFolder(Self.workName)
    let sound = try mix(in: work)
    let chunks = VideoChunk.divide(timeline)
    for chunk in chunks { try draw(chunk, in: work) }
    var measurement = try finish(chunks, mastering: sound.mastering, in: work, name: name)
    measurement.unspoken = sound.unspoken
    try attempt.write(SubRipText.text(of: timeline), to: "\(name).srt")
    try attempt.write(WebVTTText.text(of: timeline), to: "\(name).vtt")
    try attempt.removeTree(Self.workName)
    tell(drawn: timeline.durationInFrames, 1)
    return RenderedFiles(name: name, measurement: measurement)
  }

  // MARK: - Sound

  private var script: AudioScript { AudioScript(timeline: timeline) }

  /// Writes `mix.wav`; answers how to master it, and where nothing is spoken.
  private func mix(
    in work: Folder
  ) throws -> (mastering: Mastering, unspoken: [RenderMeasurement.Stretch]) {
    let parts = script.narration { "narration-\($0).wav" }
    for (index, part) in parts.enumerated() { try run(part, "narration-\(index).txt", in: work) }
    let names = parts.indices.map { "narration-\($0).wav" }
    let log = try run(script.speech(parts: names, output: "speech.wav"), "speech.txt", in: work)
    let speech = try loudness(log)
    if speech.isSilence { throw FFmpegError.silentNarration }
    let command = script.mix(speech: "speech.wav", loudness: speech, output: "mix.wav")
    let mix = try loudness(try run(command, "mix.txt", in: work))
    tell(drawn: 0, 0.05)
    return (Mastering(of: mix), RenderMeasurement.silences(in: log, until: durationUs))
  }

  /// Writes `master.wav`; again with what the limiter took away, where that is more than a trifle.
  private func master(_ first: Mastering, round: Int, in work: Folder) throws -> Mastering {
    var setting = first
    for attempt in 0..<3 {
      let command = script.master(mix: "mix.wav", setting: setting, output: "master.wav")
      let made = try loudness(try run(command, "master-\(round)-\(attempt).txt", in: work))
      guard let better = setting.corrected(after: made) else { break }
      setting = better
    }
    return setting
  }

  private func loudness(_ log: String) throws(FFmpegError) -> Loudness {
    guard let loudness = Loudness(ebur128Log: log) else { throw .noMeasurement(log: log) }
    return loudness
  }

  // MARK: - Pictures

  private func draw(_ chunk: VideoChunk, in work: Folder) throws {
    let captions = ASSText.captions(of: timeline, from: chunk.first, to: chunk.end)
    let file = captions.map { _ in "captions-\(chunk.index).ass" }
    if let captions, let file { try work.write(captions, to: file) }
    let command = VideoScript(timeline: timeline, chunk: chunk)
      .command(captions: file, output: Self.chunkName(chunk.index))
    try run(command, "chunk-\(chunk.index).txt", in: work) { progress in
      let drawn = chunk.first + progress.frames
      tell(drawn: drawn, 0.05 + 0.85 * Double(drawn) / Double(timeline.durationInFrames))
    }
  }

  private static func chunkName(_ index: Int) -> String { "chunk-\(index).mp4" }

  // MARK: - The whole

  /// Puts sound and pictures together, a second time with a lower ceiling where the encoder of the
  /// sound went over the mark.
  private func finish(
    _ chunks: [VideoChunk],
    mastering: Mastering,
    in work: Folder,
    name: String
  ) throws -> RenderMeasurement {
    let sampling = PictureSampling(timeline)
    let setting = try master(mastering, round: 0, in: work)
    try assemble(chunks, in: work, name: name)
    var measurement = try measure("\(name).mp4", sampling, round: 0, in: work)
    if let lower = setting.lowered(after: measurement.loudness) {
      _ = try master(lower, round: 1, in: work)
      try assemble(chunks, in: work, name: name)
      measurement = try measure("\(name).mp4", sampling, round: 1, in: work)
    }
    // Once: no round changes the pictures, and each source has to be decoded for it.
    measurement.strangers = try strangers(sampling, in: work)
    return measurement
  }

  private func assemble(_ chunks: [VideoChunk], in work: Folder, name: String) throws {
    let list = Assembly.list(chunks, fps: timeline.fps, names: Self.chunkName)
    try work.remove("chunks.txt")
    try work.write(list, to: "chunks.txt")
    let command = Assembly.command(
      list: "chunks.txt",
      sound: "master.wav",
      frames: timeline.durationInFrames,
      output: "../\(name).mp4"
    )
    try run(command, "", in: work)
    tell(drawn: timeline.durationInFrames, 0.92)
  }

  private func measure(
    _ file: String,
    _ sampling: PictureSampling,
    round: Int,
    in work: Folder
  ) throws -> RenderMeasurement {
    try work.remove(Self.framesName)
    let command = RenderMeasurement.command("../\(file)", sampling, frames: Self.framesName)
    let log = try run(command, "measure-\(round).txt", in: work)
    guard let measurement = RenderMeasurement(log: log, durationUs: durationUs) else {
      throw FFmpegError.noMeasurement(log: log)
    }
    return measurement
  }

  /// Where the frames of the video are that were measured last.
  private static let framesName = "frames.grey"

  /// Compares a frame of each segment with what it was made of.
  private func strangers(_ sampling: PictureSampling, in work: Folder) throws -> [String] {
    if sampling.samples.isEmpty { return [] }
    let sources = try sampling.samples.enumerated().map { index, sample -> [UInt8] in
      let name = "source-\(index)"
      let command = sampling.command(for: sample, output: "\(name).grey")
      do { try run(command, "\(name).txt", in: work) } catch FFmpegError.failed {
        return []
      }
      return try work.openFile("\(name).grey").readAll(limit: sampling.mostBytes)
    }
    let limit = sampling.samples.count * sampling.mostBytes
    let shown = try work.openFile(Self.framesName).readAll(limit: limit)
    return sampling.strangers(shown: shown, sources: sources)
  }

  @discardableResult
  private func run(
    _ command: FFmpegCommand,
    _ scriptFile: String,
    in work: Folder,
    progress: (FFmpegProgress) -> Void = { _ in }
  ) throws -> String {
    try ffmpeg.run(command, scriptFile: scriptFile, project: project, in: work, progress: progress)
  }

  private var durationUs: Int64 { timeline.fps.microseconds(atFrame: timeline.durationInFrames) }

  private func tell(drawn: Int64, _ fraction: Double) {
    report(RenderProgress(drawn: drawn, frames: timeline.durationInFrames, fraction: fraction))
  }
}
