import CutroomModel
import MediaFixtures
import Testing

@Suite struct MovingPictureTests {
  @Test func `an mp4 with a good header is believed`() async throws {
    let facts = try await probe(.faststart).cutroom
    #expect(facts.kind == .video)
    #expect(facts.durationUs == 10_000_000)
    #expect(facts.durationSource == .stream)
    #expect(facts.fps == FrameRate(30, 1))
    #expect(facts.isVfr == false)
    #expect(facts.hasAudio)
    #expect(facts.isHdr == false)
    #expect(facts.displayWidth == 320)
    #expect(facts.displayHeight == 180)
  }

  @Test func `a deep probe reads every packet and agrees`() async throws {
    let facts = try await probe(.faststart, deep: true)
    #expect(facts.cutroom.durationSource == .packets)
    #expect(facts.cutroom.durationUs.isNear(10, ms: 1))
    #expect(facts.streams.first?.packetCount == "300")
  }

  @Test func `a fragmented mp4 is measured by packets`() async throws {
    let facts = try await probe(.fragmented).cutroom
    #expect(facts.durationSource == .packets)
    #expect(facts.durationUs.isNear(10, ms: 40))
    #expect(facts.truncated == false)
  }

  @Test func `a webm without duration is measured by packets`() async throws {
    let facts = try await probe(.liveWebm)
    #expect(facts.cutroom.headerDurationUs == nil)
    #expect(facts.format.duration == nil)
    #expect(facts.cutroom.durationSource == .packets)
    #expect(facts.cutroom.durationUs.isNear(5, ms: 60))
    #expect(facts.warns("no-duration"))
  }

  @Test(arguments: [Fixture.webm, .matroska])
  func `a Matroska file without stream durations has one all the same`(
    fixture: Fixture
  ) async throws {
    let facts = try await probe(fixture)
    #expect(facts.streams.allSatisfy { $0.duration == nil })
    #expect(facts.cutroom.durationUs.isNear(fixture == .webm ? 5 : 10, ms: 60))
    #expect([.stream, .header].contains(facts.cutroom.durationSource))
  }

  @Test func `a transport stream that starts late lasts from first to last packet`() async throws {
    let facts = try await probe(.transportStream).cutroom
    #expect(facts.durationSource == .packets)
    #expect(facts.durationUs.isNear(10, ms: 60))
    #expect(facts.spans.allSatisfy { $0.startUs > 1_000_000 })
  }

  @Test func `sound that is shorter than its picture keeps a span of its own`() async throws {
    let facts = try await probe(.shortAudio)
    #expect(facts.cutroom.durationUs.isNear(10))
    #expect(facts.cutroom.spans.contains { $0.durationUs.isNear(4, ms: 30) })
    #expect(facts.warns("streams-differ"))
  }

  @Test func `an edit list decides, not the count of frames`() async throws {
    let facts = try await probe(.editList)
    #expect(facts.cutroom.durationUs.isNear(6.7, ms: 35))
    #expect(facts.streams.first?.frameCount == "210")
    #expect(try await probe(.editList, deep: true).cutroom.durationUs.isNear(6.7, ms: 35))
  }

  @Test func `uneven frames are reported with their average rate`() async throws {
    let facts = try await probe(.variableRate)
    #expect(facts.cutroom.isVfr)
    let rate = try #require(facts.cutroom.fps)
    #expect(abs(Double(rate.num) / Double(rate.den) - 25) < 0.2)
    #expect(facts.warns("variable-frame-rate"))
  }

  @Test func `a portrait clip is shown upright`() async throws {
    let facts = try await probe(.rotated)
    #expect(facts.cutroom.rotation == 90)
    #expect(facts.cutroom.displayWidth == 180)
    #expect(facts.cutroom.displayHeight == 320)
    #expect(facts.streams.first?.width == 320)
    #expect(facts.streams.first?.sideData?.first?.type == "Display Matrix")
    #expect(facts.streams.first?.sideData?.first?.rotation == 90)
  }

  @Test func `an anamorphic picture is shown at its display width`() async throws {
    let facts = try await probe(.anamorphic)
    #expect(facts.cutroom.displayWidth == 1024)
    #expect(facts.cutroom.displayHeight == 576)
    #expect(facts.streams.first?.sampleAspectRatio == "64:45")
  }

  @Test func `an HDR picture is recognised and warned of`() async throws {
    let facts = try await probe(.hdr)
    #expect(facts.cutroom.isHdr)
    #expect(facts.streams.first?.colorTransfer == "smpte2084")
    #expect(facts.warns("hdr"))
  }
}
