import BuiltPrograms
import CutroomModel
import CutroomSystem
import CutroomWorkers
import MediaFixtures
import Testing

@Suite struct MakingWorkerTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 1, folder: builtPrograms)

  deinit { workers.close() }

  @Test func `a recorded take becomes an mp3 of the same length`() async throws {
    let take = try await open(.narrationWav)
    let output = try scratchFile()
    let heard = try workers.encodeAudio(take, path: "take.wav", channels: 1, to: output)
    #expect(heard.durationUs == 2_370_000)
    #expect(heard.channels == 1)
  }

  @Test func `a thumbnail of a turned video is upright`() async throws {
    let video = try await open(.rotated)
    let output = try scratchFile()
    let size = try workers.thumbnail(
      of: video,
      path: "rotated.mp4",
      timeUs: 2_000_000,
      fitting: PictureSize(width: 200, height: 200),
      to: output
    )
    #expect(size == PictureSize(width: 113, height: 200))
    let facts = try workers.probe(output, path: "thumbnail.jpg").cutroom
    #expect(facts.kind == .image)
    #expect(facts.displayWidth == 113)
  }

  @Test func `a sheet and a spectrogram come from the sandbox`() async throws {
    let video = try await open(.faststart)
    let sheet = try scratchFile()
    let spectrogram = try scratchFile()
    let frames = try workers.contactSheet(
      of: video,
      path: "fast.mp4",
      durationUs: 10_000_000,
      to: sheet
    )
    let sound = try workers.spectrogram(of: video, path: "fast.mp4", to: spectrogram)
    #expect(frames == PictureSize(width: 1300, height: 740))
    #expect(sound == PictureSize(width: 1200, height: 320))
    #expect(try workers.probe(sheet, path: "sheet.jpg").cutroom.displayWidth == 1300)
    #expect(try workers.probe(spectrogram, path: "sound.png").cutroom.displayWidth == 1200)
  }

  @Test func `a file without audio has no waveform`() async throws {
    let picture = try await open(.redPng)
    let output = try scratchFile()
    let failure = failure {
      _ = try workers.waveform(of: picture, path: "red.png", to: output)
    }
    #expect(failure?.code == WorkerFailure.Code(rawValue: "no-audio"))
    #expect(failure?.file == "red.png")
  }
}
