import CutroomModel
import MediaFixtures
import MediaProbe
import Testing

@Suite struct VerifierTests {
  @Test(arguments: [
    Fixture.narrationWav, .narrationMp3, .narrationM4a, .flac, .opus, .pipedWav,
  ])
  func `narration of 2.370 s decodes to 2.370 s`(fixture: Fixture) async throws {
    let audio = try await decodedAudio(fixture)
    #expect(audio.durationUs == 2_370_000)
    #expect(audio.samples == (fixture == .opus ? 113_760 : 104_517))
    #expect(audio.sampleRate == (fixture == .opus ? 48_000 : 44_100))
    #expect(audio.channels == 1)
    #expect(audio.errors == 0)
  }

  @Test func `a silent film has no audio to decode`() async throws {
    let error = await #expect(throws: ProbeFailure.self) { try await decodedAudio(.hdr) }
    #expect(error?.code == .noAudio)
  }

  @Test(arguments: [
    Fixture.faststart, .webm, .hdr, .coverMp3, .redJpeg, .redPng, .gif, .webp, .rotated,
  ])
  func `a healthy file decodes`(fixture: Fixture) async throws {
    let quick = try await verify(fixture, .firstFrames)
    #expect(quick.decodes)
    #expect(quick.warnings.isEmpty)
  }

  @Test func `decoding everything counts the frames`() async throws {
    let verification = try await verify(.faststart, .everything)
    #expect(verification.isComplete)
    #expect(verification.decodes)
    #expect(verification.streams.first { $0.codecType == "video" }?.frames == 300)
    #expect(verification.streams.first { $0.codecType == "video" }?.durationUs == 10_000_000)
  }

  @Test func `bytes that went bad in the middle are found by decoding everything`() async throws {
    #expect(try await verify(.bitRot, .firstFrames).decodes)
    let verification = try await verify(.bitRot, .everything)
    #expect(verification.decodeErrors > 0)
    #expect(!verification.decodes)
  }

  @Test func `a track without a decoder does not hide what the other shows`() async throws {
    let verification = try await verify(.soundWithoutDecoder, .everything)
    #expect(verification.streams.map(\.frames) == [300, 0])
    #expect(verification.picture == PictureMeasure())
    #expect(verification.warnings.contains { $0.code == "stream-not-decoded" })
    #expect(!verification.decodes)
    let error = await #expect(throws: ProbeFailure.self) {
      try await verify(.soundWithoutDecoder, .firstFrames)
    }
    #expect(error?.code == .unsupported)
  }

  @Test(arguments: [Fixture.jpegHalf, .pngHalf])
  func `half a picture does not decode`(fixture: Fixture) async throws {
    #expect(try await verify(fixture, .firstFrames).decodes == false)
  }
}
