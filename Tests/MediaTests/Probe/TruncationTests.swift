import CutroomModel
import Glibc
import MediaFixtures
import Testing

@testable import MediaProbe

@Suite struct TruncationTests {
  @Test(arguments: [Fixture.faststartHalf, .faststartAlmost, .fragmentedHalf])
  func `an mp4 that lost its end is truncated and its packets are measured`(
    fixture: Fixture
  ) async throws {
    let facts = try await probe(fixture)
    #expect(facts.cutroom.truncated)
    #expect(facts.cutroom.durationSource == .packets)
    #expect(facts.cutroom.durationUs ?? 0 < 9_990_000)
    #expect(facts.cutroom.durationUs ?? 0 > 1_000_000)
    #expect(facts.warns("truncated"))
  }

  @Test func `half an mp4 lasts about half as long although its header says ten seconds`()
    async throws
  {
    let facts = try await probe(.faststartHalf)
    #expect(facts.cutroom.durationUs.isNear(5, ms: 700))
    #expect(facts.cutroom.headerDurationUs.isNear(10))
  }

  @Test(arguments: [Fixture.faststart, .moovAtEnd, .webm, .noise, .vbrXing, .pipedWav, .flac])
  func `a whole file is not truncated`(fixture: Fixture) async throws {
    #expect(try await probe(fixture).cutroom.truncated == false)
  }

  @Test func `an mp4 whose index was cut off names the missing index`() async throws {
    let failure = try await failure(.moovCutOff)
    #expect(failure?.code == .truncated)
    #expect(failure?.message.contains("moov") == true)
  }

  @Test func `half a webm is truncated and measured by packets`() async throws {
    let facts = try await probe(.webmHalf)
    #expect(facts.cutroom.truncated)
    #expect(facts.cutroom.durationSource == .packets)
    #expect(facts.cutroom.durationUs.isNear(2.5, ms: 700))
    #expect(facts.cutroom.headerDurationUs.isNear(5, ms: 60))
  }

  @Test func `half an mp3 is truncated although its Xing header says sixty seconds`() async throws {
    let facts = try await probe(.mp3Half)
    #expect(facts.cutroom.truncated)
    #expect(facts.cutroom.durationSource == .packets)
    #expect(facts.cutroom.durationUs ?? .max < 45_000_000)
  }

  @Test func `a part of a wav is truncated and lasts as long as its bytes`() async throws {
    let facts = try await probe(.wavPart)
    #expect(facts.cutroom.truncated)
    #expect(facts.cutroom.durationUs.isNear(12))
  }

  @Test(arguments: [
    Fixture.jpegHalf, .jpegAlmost, .jpegWithPreview, .pngHalf, .pngAlmost, .webpHalf,
  ])
  func `a picture without its end is truncated, whatever of it can be shown`(
    fixture: Fixture
  ) async throws {
    let facts = try await probe(fixture)
    #expect(facts.cutroom.kind == .image)
    #expect(facts.cutroom.truncated)
    #expect(facts.warns("truncated"))
  }

  @Test(arguments: [
    Fixture.redJpeg, .testCard, .jpegPadded, .jpegPaddedInside, .redPng, .testCardPng, .pngPadded,
    .webp, .gif,
  ])
  func `a whole picture is not truncated, with bytes after its end neither`(
    fixture: Fixture
  ) async throws {
    let facts = try await probe(fixture)
    #expect(facts.cutroom.truncated == false)
    #expect(facts.warns("truncated") == false)
  }

  @Test func `a picture that was cut before its size is told is truncated, not unsupported`()
    async throws
  {
    #expect(try await failure(.jpegHead)?.code == .truncated)
  }

  @Test(arguments: [[0xFF, 0xD8, 0xFF, 0xE0], [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]])
  func `a picture that cannot be read to its end is not called truncated`(head: [UInt8]) throws {
    // What is open for writing alone refuses every reading.
    let descriptor = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let bytes = FileBytes(descriptor: descriptor, size: 5000, deadlineMs: 10_000)
    #expect(PictureEnd.isMissing(head: head, bytes: bytes) == false)
    #expect(bytes.readFailure == EBADF)
  }
}
