import CutroomModel
import MediaFixtures
import MediaProbe
import Testing

@Suite struct DecodingMeasureTests {
  @Test func `a tone that the standard calls -23 LUFS is measured so`() async throws {
    let sound = try #require(try await decodedAudio(.referenceTone).sound)
    #expect(abs((sound.loudness ?? 0) + 23) <= 0.1)
    #expect(abs((sound.truePeak ?? 0) + 23) <= 0.2)
    #expect((sound.loudnessRange ?? 9) < 0.2)
    #expect(sound.silences == [])
    #expect(sound.clippedSamples == 0)
  }

  @Test func `one decode verifies and measures alike`() async throws {
    let verified = try await verify(.referenceTone, .everything)
    #expect(verified.sound == (try await decodedAudio(.referenceTone).sound))
    #expect(verified.picture == nil)
    #expect(try await verify(.referenceTone, .firstFrames).sound == nil)
  }

  @Test(arguments: [Fixture.noise, .vbrXing, .mp3Twice, .rawAac])
  func `half a minute of silence is found where it is`(fixture: Fixture) async throws {
    let silences = try #require(try await verify(fixture, .everything).sound?.silences)
    #expect(silences.count == (fixture == .mp3Twice ? 2 : 1))
    let first = try #require(silences.first)
    #expect(first.startUs.isNear(30, ms: 60))
    #expect(first.durationUs.isNear(30, ms: 120))
  }

  @Test func `digital silence has no loudness and no peak`() async throws {
    let sound = try #require(try await decodedAudio(.stillness).sound)
    #expect(sound.loudness == nil)
    #expect(sound.loudnessRange == nil)
    #expect(sound.truePeak == nil)
    #expect(sound.silences == [TimeSpan(startUs: 0, durationUs: 1_000_000)])
  }

  @Test func `sound that was turned up too far is clipped`() async throws {
    let sound = try #require(try await decodedAudio(.clipped).sound)
    #expect(sound.clippedSamples > 10_000)
    #expect((sound.truePeak ?? -1) >= -0.01)
  }

  @Test func `what an edit list cuts off is not measured`() async throws {
    let audio = try await decodedAudio(.narrationM4a)
    #expect(audio.samples == 104_517)
    #expect(audio.sound?.silences == [])
  }

  @Test func `black and frozen pictures are found, moving ones are not`() async throws {
    let picture = try #require(try await verify(.blackMovingStill, .everything).picture)
    #expect(picture.black == [TimeSpan(startUs: 0, durationUs: 1_480_000)])
    #expect(picture.empty == picture.black)
    #expect(picture.frozen == [TimeSpan(startUs: 3_480_000, durationUs: 3_000_000)])
    let moving = try #require(try await verify(.faststart, .everything).picture)
    #expect(moving == PictureMeasure())
  }

  @Test(arguments: [Fixture.hdr, .gif, .vp9, .h264FullRange])
  func `pictures of every depth and colour are looked at`(fixture: Fixture) async throws {
    let picture = try #require(try await verify(fixture, .everything).picture)
    #expect(picture.black == [])
  }

  @Test(arguments: [Fixture.redPng, .testCard])
  func `a still picture does not freeze`(fixture: Fixture) async throws {
    #expect(try await verify(fixture, .everything).picture == nil)
  }

  @Test func `a cover is no moving picture`() async throws {
    let verified = try await verify(.coverMp3, .everything)
    #expect(verified.picture == nil)
    #expect(verified.sound != nil)
  }
}
