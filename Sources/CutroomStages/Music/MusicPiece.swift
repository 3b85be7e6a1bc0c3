import CutroomModel
import CutroomPipeline
import CutroomStore
import CutroomSystem
import CutroomWorkers

/// A piece that is to become the track under the video.
struct MusicPiece {
  let id: String
  let source: AssetMetadata.Source
  let rights: Rights

  /// Makes the MP3, its sidecar and the choice; answers the first two.
  ///
  /// `path` is for messages and the log. Throws `ItemFault` for what cannot be played.
  func make(
    from file: borrowing Descriptor,
    named path: ProjectPath,
    _ media: MediaWorkers,
    _ bench: Workbench
  ) throws -> [ProjectPath] {
    let audio = try Places.path("assets/music/\(id).mp3")
    let output = try bench.create(audio)
    let heard = try media.stopped(by: bench.cancellation)
      .copyAsMP3(file, path: path, channels: 2, to: output)
    guard heard.durationUs > 0 else { throw ItemFault("no-audio", "\(path) has no sound") }
    let loudness = try measure(audio, bench, about: path)
    guard !loudness.isSilence else { throw ItemFault("silent", "\(path) is silent") }
    let metadata = TrackMetadata(
      trackId: id,
      file: audio.description,
      sha256: Digest(hash: try output.sha256(path: audio.description)),
      bytes: try FileFacts(descriptor: output.raw).size,
      source: source,
      rights: rights,
      durationUs: heard.durationUs,
      loudness: loudness.integrated,
      truePeak: loudness.truePeak
    )
    let place = try Places.sidecar(of: audio)
    try bench.save(metadata, to: place)
    try bench.saveJSON(DocumentCoding.plainValue(MusicChoice(track: id)), to: Places.musicChoice)
    bench.log("\(path): \(loudness.integrated) LUFS, \(loudness.truePeak) dBTP")
    return [audio, place]
  }

  private func measure(
    _ audio: ProjectPath,
    _ bench: Workbench,
    about source: ProjectPath
  ) throws -> Loudness {
    do {
      return try LoudnessMeter(bench.ffmpeg()).measure(audio.description, in: bench.attempt)
    } catch let error as FFmpegError {
      throw ItemFault(error, about: source.description)
    }
  }
}

extension Workbench {
  /// Clears away what a piece left that could not be used.
  func discardMusic() throws { try attempt.folder("assets").removeTree("music") }
}
