import BuiltPrograms
import CutroomModel
import CutroomSystem
import CutroomWorkers
import Testing

@Suite struct SpeakingWorkerTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 2, folder: builtPrograms)

  deinit { workers.close() }

  @Test func `words lie inside the decoded audio, in order`() throws {
    let output = try scratchFile()
    let said = tokens("Ladybirds sleep through the winter, thousands of them together.")
    let audio = try workers.speak(said, voice: "en-us", to: output)
    #expect(audio.words.map(\.text) == said.map(\.display))
    var end = 0
    for word in audio.words {
      #expect(word.startMs >= end)
      #expect(word.endMs > word.startMs)
      end = word.endMs
    }
    #expect(Int64(end) * 1000 <= audio.durationUs)
    #expect(audio.durationUs == audio.samples * 1_000_000 / Int64(audio.sampleRate))
    let heard = try workers.decodedAudio(output, path: "spoken.mp3")
    #expect(heard.samples == audio.samples)
    #expect(try workers.probe(output, path: "spoken.mp3").format.formatName == "mp3")
  }

  @Test func `equal words give equal bytes, whatever was said before`() throws {
    let said = tokens("The storm came at night. It left the dunes changed.")
    let first = try scratchFile()
    let between = try scratchFile()
    let second = try scratchFile()
    let answer = try workers.speak(said, voice: "en-us", to: first)
    _ = try workers.speak(tokens("Something else entirely"), voice: "en-us", to: between)
    let again = try workers.speak(said, voice: "en-us", to: second)
    #expect(answer == again)
    #expect(try first.contents() == second.contents())
    let stranger = MediaWorkers(atOnce: 1, folder: builtPrograms)
    let third = try scratchFile()
    _ = try stranger.speak(said, voice: "en-us", to: third)
    #expect(try first.contents() == third.contents())
  }

  @Test func `a long text keeps every word in its place`() throws {
    let sentence = "Über die Dünen zog der Sturm, né en Łódź — and everything after it was sand. "
    let said = tokens(String(repeating: sentence, count: 30))
    let output = try scratchFile()
    let audio = try workers.speak(said, voice: "en-us", to: output)
    #expect(audio.words.map(\.text) == said.map(\.display))
    #expect(zip(audio.words, audio.words.dropFirst()).allSatisfy { $0.endMs <= $1.startMs })
    #expect(audio.sentenceEndsMs.count == 30)
    // Each repetition takes the same time, but for the engine's flutter: no drift.
    let starts = stride(from: 0, to: said.count, by: said.count / 30).map {
      audio.words[$0].startMs
    }
    let lengths = zip(starts.dropFirst(), starts).map { $0 - $1 }
    #expect((lengths.max() ?? 0) - (lengths.min() ?? 0) < 60)
  }

  @Test(arguments: ["nonesuch", "../../../../etc/passwd", "en-us+nonesuch", "", "+f3"])
  func `an unknown voice is named`(voice: String) throws {
    let output = try scratchFile()
    let failure = failure { _ = try workers.speak(tokens("hello"), voice: voice, to: output) }
    #expect(failure?.code == .unknownVoice)
    #expect(failure?.message.contains(voice.split(separator: "+").last ?? "") == true)
    #expect(try output.contents() == [])
  }

  @Test func `every voice that is listed has a name of its own language`() throws {
    let list = try workers.voices()
    #expect(list.engine.hasPrefix("espeak-ng 1."))
    #expect(list.voices.contains { $0.name == "en-us" && $0.title == "English (America)" })
    #expect(list.voices.allSatisfy { !$0.identifier.isEmpty && $0.languages.contains($0.name) })
  }

  @Test func `a faster voice needs less time`() throws {
    let said = tokens("Every flower turns to the light in the morning.")
    let slow = try scratchFile()
    let fast = try scratchFile()
    let atEase = try workers.speak(said, voice: "en-us", wordsPerMinute: 120, to: slow)
    let inHaste = try workers.speak(said, voice: "en-us", wordsPerMinute: 240, to: fast)
    #expect(inHaste.durationUs < atEase.durationUs * 3 / 4)
  }

  @Test func `a rate that the engine does not have is refused`() throws {
    let output = try scratchFile()
    let failure = failure {
      _ = try workers.speak(tokens("hello"), voice: "en-us", wordsPerMinute: 20, to: output)
    }
    #expect(failure?.code == .badSpeechSettings)
  }

  @Test func `an output that cannot be written is reported`() throws {
    let output = try Descriptor.openForReading("/etc/hostname")
    let failure = failure { _ = try workers.speak(tokens("hello"), voice: "en-us", to: output) }
    #expect(failure?.code == WorkerFailure.Code(rawValue: "unwritable"))
  }
}
