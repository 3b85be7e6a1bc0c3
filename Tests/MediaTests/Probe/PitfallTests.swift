import CutroomModel
import MediaFixtures
import Testing

/// Files of which headers tell something else than the truth: their length, and on whose word.
struct Pitfall: CustomTestStringConvertible {
  let fixture: Fixture
  let seconds: Double
  let milliseconds: Double
  let source: DurationSource

  var testDescription: String { fixture.rawValue }

  init(_ fixture: Fixture, _ seconds: Double, within milliseconds: Double, _ source: DurationSource)
  {
    self.fixture = fixture
    self.seconds = seconds
    self.milliseconds = milliseconds
    self.source = source
  }

  static let all = [
    // Cut short.
    Pitfall(.faststartHalf, 5, within: 700, .packets),
    Pitfall(.faststartAlmost, 9.9, within: 100, .packets),
    Pitfall(.fragmentedHalf, 5, within: 700, .packets),
    Pitfall(.webmHalf, 2.5, within: 700, .packets),
    Pitfall(.mp3Half, 22, within: 9000, .packets),
    Pitfall(.wavPart, 12, within: 30, .packets),
    // Without a length, or with a guessed or a wrong one.
    Pitfall(.pipedWav, 2.37, within: 2, .packets),
    Pitfall(.vbrNoXing, 60.02, within: 40, .packets),
    Pitfall(.mp3Twice, 120.09, within: 60, .packets),
    Pitfall(.rawAac, 60.02, within: 40, .packets),
    Pitfall(.mp3WrongXing, 60.02, within: 40, .packets),
    Pitfall(.liveWebm, 5, within: 60, .packets),
    // With encoder delay and padding, which nobody hears.
    Pitfall(.narrationMp3, 2.37, within: 1, .packets),
    Pitfall(.narrationM4a, 2.37, within: 1, .packets),
    Pitfall(.coverMp3, 60, within: 40, .packets),
    Pitfall(.mp3NamedWav, 60, within: 40, .packets),
    // Right in the header, in one place or another.
    Pitfall(.faststart, 10, within: 0.1, .stream),
    Pitfall(.moovAtEnd, 10, within: 0.1, .stream),
    Pitfall(.webm, 5, within: 60, .stream),
    Pitfall(.matroska, 10, within: 60, .stream),
    Pitfall(.shortAudio, 10, within: 1, .stream),
    Pitfall(.editList, 6.7, within: 35, .stream),
    Pitfall(.variableRate, 10, within: 50, .stream),
    Pitfall(.rotated, 10, within: 1, .stream),
    Pitfall(.anamorphic, 1, within: 1, .stream),
    Pitfall(.hdr, 1, within: 1, .stream),
    // Beginning late.
    Pitfall(.transportStream, 10, within: 60, .packets),
    Pitfall(.lateMatroska, 5, within: 60, .packets),
    Pitfall(.gif, 1, within: 1, .packets),
  ]
}

@Suite struct PitfallTests {
  @Test(arguments: Pitfall.all)
  func `a file is as long as what is in it`(pitfall: Pitfall) async throws {
    let facts = try await probe(pitfall.fixture).cutroom
    let length = facts.durationUs.map { Double($0) / 1_000_000 } ?? -1
    #expect(
      facts.durationUs.isNear(pitfall.seconds, ms: pitfall.milliseconds),
      "\(length) s instead of \(pitfall.seconds)"
    )
    #expect(facts.durationSource == pitfall.source)
  }

  @Test(arguments: Pitfall.all)
  func `where the header is more than a frame off, a warning says so`(
    pitfall: Pitfall
  ) async throws {
    let facts = try await probe(pitfall.fixture).cutroom
    let explanations: Set<String> = [
      "no-duration", "encoder-padding", "late-start", "duration-differs",
    ]
    let isExplained = facts.warnings.contains { explanations.contains($0.code) }
    let measured = try #require(facts.durationUs)
    guard let said = facts.headerDurationUs else {
      #expect(isExplained)
      return
    }
    let frame = facts.fps.map { 1_000_000 * Int64($0.den) / Int64($0.num) } ?? 30_000
    if abs(measured - said) > frame { #expect(isExplained, "\(said) and \(measured)") }
  }

  @Test func `a header that counts padding is told from one that is wrong`() async throws {
    #expect(try await probe(.narrationMp3).warns("encoder-padding"))
    #expect(try await probe(.narrationMp3).warns("duration-differs") == false)
    #expect(try await probe(.lateMatroska).warns("late-start"))
  }

  @Test(arguments: [Fixture.webmHalf, .mp3Half, .faststartHalf])
  func `what libav logs about a file is among its warnings`(fixture: Fixture) async throws {
    #expect(try await probe(fixture).warns("libav"))
  }
}
