import CutroomModel
import Testing

@testable import Speech

@Suite struct WordTimesTests {
  @Test func `offsets count characters, not bytes`() {
    let text = Utterance(tokens: tokens("né à 東京 b"))
    #expect(text.ranges == [0..<2, 3..<4, 5..<7, 8..<9])
    #expect(text.token(at: 5) == 2)
    #expect(text.token(at: 7) == 3)
    #expect(text.token(at: 9) == nil)
  }

  @Test func `words said in one breath share its time by length`() throws {
    let times = try times("of the sea", [(0, 0), (7, 500)], durationMs: 900)
    #expect(times == [span("of", 0, 200), span("the", 200, 500), span("sea", 500, 900)])
  }

  @Test func `an event that points back is passed over`() throws {
    let times = try times("a b c", [(0, 0), (4, 200), (2, 300)], durationMs: 400)
    #expect(times == [span("a", 0, 100), span("b", 100, 200), span("c", 200, 400)])
  }

  @Test func `words without any event share the sound`() throws {
    #expect(try times("aa bb", [], durationMs: 100) == [span("aa", 0, 50), span("bb", 50, 100)])
  }

  @Test func `words that begin at once still take a millisecond each`() throws {
    let times = try times("a b c", [(0, 98), (2, 98), (4, 98)], durationMs: 100)
    #expect(times == [span("a", 97, 98), span("b", 98, 99), span("c", 99, 100)])
  }

  @Test func `more words than milliseconds are refused`() {
    #expect(throws: TooShort.self) { try times("a b c d", [(0, 0)], durationMs: 3) }
  }

  private struct TooShort: Error {}

  private func times(
    _ text: String,
    _ words: [(offset: Int, ms: Int)],
    durationMs: Int
  ) throws -> [SpokenWord] {
    let tokens = tokens(text)
    let times = WordTimes(
      tokens: tokens,
      text: Utterance(tokens: tokens),
      events: words.map { .word(offset: $0.offset, ms: $0.ms) },
      durationMs: durationMs
    ) { $0.upperBound }
    guard let times else { throw TooShort() }
    return times.words
  }

  private func span(_ text: String, _ start: Int, _ end: Int) -> SpokenWord {
    SpokenWord(text: text, startMs: start, endMs: end)
  }

  private func tokens(_ text: String) -> [SpeechToken] {
    text.split(separator: " ").map { SpeechToken(display: String($0), spoken: String($0)) }
  }
}
