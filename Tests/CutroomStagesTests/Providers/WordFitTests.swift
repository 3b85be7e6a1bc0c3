import CutroomModel
import Testing

@testable import CutroomStages

struct WordFitTests {
  private func word(_ text: String, _ start: Int64, _ end: Int64) -> Timestamps.Word {
    Timestamps.Word(text: text, startMs: start, endMs: end)
  }

  private func fit(
    _ text: String,
    _ told: [Timestamps.Word],
    _ milliseconds: Int64
  ) -> [Timestamps.Word]? {
    WordFit.times(of: SpeechText.tokens(text), told: told, over: milliseconds * 1000)
  }

  @Test func `a shown number has the time of all its spoken words`() {
    let told = [
      word("Grass", 0, 300), word("holds", 310, 600), word("three", 620, 900),
      word("kilometers", 910, 1500), word("of", 1500, 1600), word("sand", 1600, 2000),
    ]
    #expect(
      fit("Grass holds 3 km of sand.", told, 2100) == [
        word("Grass", 0, 300), word("holds", 310, 600), word("3", 620, 900),
        word("km", 910, 1500), word("of", 1500, 1600), word("sand.", 1600, 2000),
      ]
    )
  }

  @Test func `a word that nobody told of lies between its neighbours`() {
    let told = [word("one", 0, 200), word("three", 600, 800), word("four", 800, 1000)]
    #expect(
      fit("One two three four", told, 1000)?[1] == word("two", 200, 600)
    )
  }

  @Test func `times that overlap or pass the end are brought into order`() throws {
    let told = [word("sand", 500, 900), word("walks", 300, 5000), word("home", 990, 6000)]
    let words = try #require(fit("Sand walks home", told, 1000))
    #expect(words.map(\.text) == ["Sand", "walks", "home"])
    for (left, right) in zip(words, words.dropFirst()) { #expect(left.endMs <= right.startMs) }
    #expect(words.allSatisfy { $0.startMs < $0.endMs && $0.endMs <= 1000 })
  }

  @Test func `other words, none, and a take too short have no times`() {
    #expect(fit("Sand walks home", [], 1000) == nil)
    let other = [word("nothing", 0, 1), word("of", 1, 2), word("this", 2, 3)]
    #expect(fit("Sand walks home", other, 1000) == nil)
    #expect(fit("Sand walks home", [word("sand", 0, 1), word("walks", 1, 2)], 2) == nil)
    let reversed = [word("sand", 5, 1), word("walks", -3, 2), word("home", 2000, 3000)]
    #expect(fit("Sand walks home", reversed, 1000) == nil)
  }
}
