import CutroomModel
import CutroomSystem
import Testing

@testable import CutroomProviders

@Suite struct TranscriptTests {
  @Test func `the documented transcript is what is written and understood`() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let page = try Descriptor.openForReading("\(root)/docs/providers.md").readAll(limit: 1 << 20)
    let lines = String(decoding: page, as: UTF8.self).split(separator: "\n")
    let sent = lines.filter { $0.hasPrefix("> {") }.map { Array($0.dropFirst(2).utf8) }
    let heard = lines.filter { $0.hasPrefix("< {") }.map { Array($0.dropFirst(2).utf8) }
    #expect(sent.first.map { $0 + [0x0A] } == ProgramRequest.line(ProgramRequest.capabilities))
    let speech = SpeechJob(
      text: "Poppies grow in fields.",
      model: "large",
      voice: "anna",
      language: "en"
    )
    let first = ProgramRequest.value(
      id: "1",
      .speech(speech),
      idempotencyKey: "b5bb9d80…",
      folder: "/w/.cutroom/demo/attempts/…/provider",
      job: nil
    )
    #expect(sent.dropFirst().first.map { $0 + [0x0A] } == ProgramRequest.line(first))
    guard case .capabilities(let told, let limits) = try ProgramEvent.read(heard[0]) else {
      throw ProviderFault(.badAnswer, "no capabilities")
    }
    #expect(told.version == "3")
    #expect(limits == [RateLimit(60, per: .minute)])
    var exchange = ProgramExchange(id: "1", request: .speech(speech))
    #expect(try exchange.take(heard[1]) == .submitted("job-81"))
    #expect(try exchange.take(heard[2]) == .progress(0.5))
    let word = Timestamps.Word(text: "Poppies", startMs: 40, endMs: 510)
    #expect(
      try exchange.take(heard[3])
        == .answer(
          ProviderAnswer(
            .speech(SpokenLine(file: "line.mp3", words: [word])),
            cost: Cost(micros: 2000, currency: "USD")
          )
        )
    )
    #expect(
      try ProgramEvent.read(heard[4])
        == .error(
          id: "2",
          ProviderFault(.rateLimit, "60 lines a minute", retryAfterMs: 12_000)
        )
    )
  }
}
