import CutroomModel
import Glibc
import MediaFixtures
import Testing

@testable import MediaProbe

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
    let failure = try await failure(.animatedWebp)
    #expect(failure?.code == .unsupported)
    #expect(failure?.message.contains("animated WebP") == true)
  }

  @Test func `a photograph that was taken upright is shown upright`() async throws {
    let facts = try await probe(.uprightPhoto)
    #expect(facts.cutroom.rotation == 270)
    #expect(facts.cutroom.displayWidth == 180)
    #expect(facts.cutroom.displayHeight == 320)
    #expect(facts.streams.first?.width == 320)
  }

  @Test(arguments: [(1, 0), (2, 0), (3, 180), (4, 180), (5, 90), (6, 270), (7, 270), (8, 90)])
  func `each orientation of Exif is so many degrees`(value: Int, degrees: Int) throws {
    for isLittle in [true, false] {
      let tag = exifOrientation(UInt8(value), isLittle: isLittle)
      try withBytes(Array("....".utf8) + tag) { descriptor, size in
        let bytes = FileBytes(descriptor: descriptor, size: size, deadlineMs: 10_000)
        #expect(ExifOrientation(bytes, at: 4)?.counterclockwise == degrees)
      }
    }
  }

  @Test(arguments: [0, 9])
  func `an orientation that does not exist is none`(value: UInt8) throws {
    try withBytes(exifOrientation(value, isLittle: true)) { descriptor, size in
      let bytes = FileBytes(descriptor: descriptor, size: size, deadlineMs: 10_000)
      #expect(ExifOrientation(bytes, at: 0) == nil)
    }
  }

  @Test func `an iPhone's HEIC is called what it is`() async throws {
    let failure = try await failure(.heic)
    #expect(failure?.code == .unsupported)
    #expect(failure?.message.contains("HEIF") == true)
  }

  private func withBytes(_ bytes: [UInt8], _ body: (CInt, Int64) throws -> Void) throws {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    try #require(write(fileno(file), bytes, bytes.count) == bytes.count)
    try body(fileno(file), Int64(bytes.count))
  }
}
