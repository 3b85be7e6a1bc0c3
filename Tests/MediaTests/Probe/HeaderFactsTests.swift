import CutroomModel
import FoundationEssentials
import MediaFixtures
import Testing

@Suite struct HeaderFactsTests {
  @Test(arguments: [
    Fixture.faststart, .moovAtEnd, .anamorphic, .rotated, .editList, .shortAudio, .h264High,
    .h264FullRange, .h264Gray, .h264Coloured, .fewFrames, .surround, .matroska, .vp9, .vp9Mp4,
    .openChapters, .chapterTableAlone, .doubledAac,
  ])
  func `what is read from a header is what libav finds by decoding`(fixture: Fixture) async throws {
    let quick = try await probe(fixture)
    let deep = try await probe(fixture, deep: true)
    #expect(quick.streams == deep.streams.map(\.withoutPacketCount))
    #expect(quick.format == deep.format)
    #expect(quick.chapters == deep.chapters)
    #expect(quick.cutroom.isHdr == deep.cutroom.isHdr)
    #expect(quick.cutroom.fps == deep.cutroom.fps)
    #expect(quick.cutroom.displayWidth == deep.cutroom.displayWidth)
    #expect(quick.cutroom.displayHeight == deep.cutroom.displayHeight)
  }

  @Test func `an answer has ffprobe's names, its strings and its absent keys`() async throws {
    let answer = ProbeAnswer(path: "a.mp4", result: .success(try await probe(.liveWebm)))
    let encoded = try JSONEncoder().encode(answer)
    #expect(try JSONDecoder().decode(ProbeAnswer.self, from: encoded).path == "a.mp4")
    let text = String(decoding: encoded, as: UTF8.self)
    #expect(text.contains("\"format_name\":\"matroska,webm\""))
    #expect(text.contains("\"sample_rate\":\"48000\""))
    #expect(text.contains("\"durationSource\":\"packets\""))
    #expect(!text.contains("\"nb_frames\""))
    #expect(!text.contains("null"))
  }

  @Test func `an answer of sixty streams stays below 64 kB`() async throws {
    let answer = ProbeAnswer(path: "a.mp4", result: .success(try await probe(.manyStreams)))
    let size = try JSONEncoder().encode(answer).count
    #expect(size > 10_000)
    #expect(size < 64_000)
  }

  @Test func `chapters are those of the file, with their titles`() async throws {
    let chapters = try await probe(.chapters).chapters
    #expect(chapters.map(\.startTime) == ["0.000000", "2.500000"])
    #expect(chapters.map(\.endTime) == ["2.500000", "10.000000"])
    #expect(chapters.map { $0.tags?["title"] } == ["Early", "Late"])
    #expect(try await probe(.faststart).chapters == [])
  }

  @Test(arguments: [(Fixture.openChapters, "10.023000"), (.chapterTableAlone, "10.000000")])
  func `a chapter without an end lasts until the next or the file's end`(
    fixture: Fixture,
    end: String
  ) async throws {
    let chapters = try await probe(fixture).chapters
    #expect(chapters.map(\.startTime) == ["0.000000", "2.500000"])
    #expect(chapters.map(\.endTime) == ["2.500000", end])
  }

  @Test func `AAC that says it is doubled has the channels and the rate that come out`()
    async throws
  {
    let sound = try await probe(.doubledAac).streams.last
    #expect(sound?.channels == 2)
    #expect(sound?.sampleRate == "88200")
  }

  @Test func `tags that are too long for an answer are cut, and that is said`() async throws {
    let facts = try await probe(.manyWords)
    #expect(facts.warns("answer-cut"))
    #expect((facts.format.tags?["comment"] ?? "").utf8.count == 8192)
    #expect(try await probe(.faststart).warns("answer-cut") == false)
  }

  @Test func `side data has the members that ffprobe gives it`() async throws {
    let matrix = try #require(try await probe(.rotated).streams.first?.sideData?.first)
    #expect(matrix.members["rotation"] == .number(90))
    guard case .text(let text)? = matrix.members["displaymatrix"] else {
      Issue.record("no matrix")
      return
    }
    #expect(text.split(separator: "\n").count == 3)
    #expect(text.hasPrefix("\n00000000:            0      -65536           0\n00000001: "))
    let encoded = try JSONEncoder().encode(matrix)
    #expect(try JSONDecoder().decode(StreamSideData.self, from: encoded) == matrix)
  }

  @Test func `a failure is a path and an error`() throws {
    let failure = ProbeFailure(.empty, "the file is empty (0 bytes)")
    let answer = ProbeAnswer(path: "zero.mp4", result: .failure(failure))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let encoded = try encoder.encode(answer)
    let expected =
      #"{"error":{"code":"empty-file","message":"the file is empty (0 bytes)"},"#
      + #""path":"zero.mp4"}"#
    #expect(String(decoding: encoded, as: UTF8.self) == expected)
    #expect(try JSONDecoder().decode(ProbeAnswer.self, from: encoded) == answer)
  }
}

extension MediaStream {
  fileprivate var withoutPacketCount: MediaStream {
    var copy = self
    copy.packetCount = nil
    return copy
  }
}
