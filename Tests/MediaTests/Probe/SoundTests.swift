import CutroomModel
import MediaFixtures
import Testing

@Suite struct SoundTests {
  @Test(arguments: [Fixture.vbrXing, .vbrNoXing, .mp3WrongXing, .rawAac])
  func `a minute of sound is a minute, whatever the header guesses`(fixture: Fixture) async throws {
    let facts = try await probe(fixture).cutroom
    #expect(facts.kind == .audio)
    #expect(facts.durationUs.isNear(60, ms: 60))
    #expect(facts.durationSource == .packets)
    #expect(facts.sampleRate == 44_100)
    #expect(facts.channels == 1)
    #expect(facts.channelLayout == "mono")
  }

  @Test func `two mp3 in one file last as long as both`() async throws {
    let facts = try await probe(.mp3Twice).cutroom
    #expect(facts.durationUs.isNear(120, ms: 120))
    #expect(facts.durationSource == .packets)
    #expect(facts.truncated == false)
  }

  @Test(arguments: [Fixture.vbrNoXing, .mp3Twice, .mp3WrongXing, .rawAac])
  func `a header that disagrees with the packets is reported`(fixture: Fixture) async throws {
    #expect(try await probe(fixture).warns("duration-differs"))
  }

  @Test(arguments: [Fixture.narrationM4a, .flac, .opus, .noise])
  func `a right header gives no warning of ours`(fixture: Fixture) async throws {
    let own = try await probe(fixture).cutroom.warnings.filter { $0.code != "libav" }
    #expect(own.isEmpty)
  }

  @Test(arguments: [Fixture.narrationWav, .narrationMp3, .narrationM4a, .flac, .opus, .pipedWav])
  func `narration of 2.370 s is measured without its encoder delay`(fixture: Fixture) async throws {
    let facts = try await probe(fixture).cutroom
    #expect(facts.durationUs.isNear(2.37, ms: 2))
    #expect(facts.durationSource == .packets)
  }

  @Test func `a wav from a pipe has sizes that nobody knew and is whole`() async throws {
    let facts = try await probe(.pipedWav).cutroom
    #expect(facts.truncated == false)
  }

  @Test func `AAC in a WAV, which nobody can take apart, is as long as its header says`()
    async throws
  {
    let facts = try await probe(.unframedAac)
    #expect(facts.cutroom.durationUs == facts.cutroom.headerDurationUs)
    #expect(facts.cutroom.durationUs.isNear(2.37))
    #expect(facts.cutroom.durationSource == .stream)
    #expect(facts.warns("unframed-sound"))
    #expect(try await probe(.rawAac).warns("unframed-sound") == false)
  }

  @Test func `a cover picture does not make a song a video`() async throws {
    let facts = try await probe(.coverMp3)
    #expect(facts.cutroom.kind == .audio)
    #expect(facts.cutroom.attachedPictures == 1)
    #expect(facts.cutroom.fps == nil)
    #expect(facts.cutroom.displayWidth == nil)
    #expect(facts.streams.count == 2)
    #expect(facts.cutroom.durationUs.isNear(60, ms: 60))
  }

  @Test func `an mp3 named wav is an mp3`() async throws {
    let facts = try await probe(.mp3NamedWav)
    #expect(facts.format.formatName == "mp3")
    #expect(facts.fileExtension == "mp3")
    #expect(!facts.fits(fileExtension: "wav"))
    #expect(facts.cutroom.durationUs.isNear(60, ms: 60))
  }
}
