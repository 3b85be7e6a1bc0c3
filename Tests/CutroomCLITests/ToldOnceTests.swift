import CutroomCLI
import CutroomModel
import Testing

@Suite struct ToldOnceTests {
  private func told(_ entries: (String, String)...) -> [String] {
    let keyed = entries.map { place, words in
      let parts = place.split(separator: "/").map(String.init)
      return (key: ItemKey(stage: parts[0], item: parts[1]), entry: words)
    }
    return ToldOnce.all(keyed) { SameWords.of($1, by: $0) }.map { "\($0.who): \($0.entry)" }
  }

  @Test func `one cause is told by the first item that it stopped`() {
    #expect(
      told(
        ("narration/a-01", "the segment a-01: voice: VOICE_KEY is not set"),
        ("narration/a-02", "the segment a-02: voice: VOICE_KEY is not set"),
        ("narration/a-03", "the segment a-03: it is silent"),
        ("narration/a-04", "the segment a-04: voice: VOICE_KEY is not set")
      ) == [
        "narration/a-01 and 2 items more: the segment a-01: voice: VOICE_KEY is not set",
        "narration/a-03: the segment a-03: it is silent",
      ]
    )
  }

  @Test func `stages speak for themselves, and one item names nobody else`() {
    #expect(told(("script/a", "no answer"), ("tags/a", "no answer")).count == 2)
    #expect(told(("tags/a", "it needs b"), ("tags/b", "it needs a")).count == 2)
    #expect(told(("tags/a", "a")) == ["tags/a: a"])
  }

  @Test func `when and how long it was is no other cause, any other number is`() {
    #expect(
      told(("n/a", "no way to it after 0 ms: shut"), ("n/b", "no way to it after 12 ms: shut"))
        .count == 1
    )
    #expect(
      told(
        ("n/a", "may be asked again at 2027-01-15T10:00:00Z"),
        ("n/b", "may be asked again at 2027-01-15T10:00:07Z")
      ).count == 1
    )
    #expect(told(("n/a", "port 80 is shut"), ("n/b", "port 81 is shut")).count == 2)
  }
}
