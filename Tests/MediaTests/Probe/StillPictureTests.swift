import CutroomModel
import MediaFixtures
import Testing

@Suite struct StillPictureTests {
  @Test(arguments: [Fixture.redPng, .redJpeg, .pngNamedMp4, .webp])
  func `a picture is an image whatever its name, and has no duration`(
    fixture: Fixture
  ) async throws {
    let facts = try await probe(fixture).cutroom
    #expect(facts.kind == .image)
    #expect(facts.durationUs == nil)
    #expect(facts.headerDurationUs == nil)
    #expect(facts.durationSource == .none)
    #expect(facts.fps == nil)
    #expect(facts.displayWidth == 200)
    #expect(facts.displayHeight == 100)
  }

  @Test func `an animated GIF lasts as long as its frames`() async throws {
    let facts = try await probe(.gif).cutroom
    #expect(facts.kind == .animatedImage)
    #expect(facts.durationUs.isNear(1))
    #expect(facts.durationSource == .packets)
  }

  @Test func `an animated WebP, whose size cannot be read, is unsupported`() async throws {
    #expect(try await failure(.animatedWebp)?.code == .unsupported)
  }
}
