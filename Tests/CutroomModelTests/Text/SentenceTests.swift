import CutroomModel
import Testing

struct SentenceTests {
  @Test(arguments: [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    (
      "Dr. Lee saw 3.5 m waves, e.g. off St. Ives. They broke.",
      ["Dr. Lee saw 3.5 m waves, e.g. off St. Ives.", "They broke."]
    ),
    ("“It sings!” she said. “Really?” Yes.", ["“It sings!” she said.", "“Really?”", "Yes."]),
    ("Wait... what? So… It ended.", ["Wait... what?", "So…", "It ended."]),
    (
      "He lives in the U.S. Army base. It left the U.S. The end.",
      ["He lives in the U.S. Army base.", "It left the U.S.", "The end."]
    ),
    ("He said no. Then No. 5 came.", ["He said no.", "Then No. 5 came."]),
    ("J. R. Smith and vitamin C. The rest.", ["J. R. Smith and vitamin C.", "The rest."]),
    (
      "It began in 1999. Dunes grew, etc. Sand moved.",
      ["It began in 1999.", "Dunes grew, etc.", "Sand moved."]
    ),
    (
      "At 9 p.m. it rained. At 10 p.m. Rain stopped.",
      ["At 9 p.m. it rained.", "At 10 p.m.", "Rain stopped."]
    ),
    ("Line one\nLine  two", ["Line one", "Line two"]),
    ("See example.org. (It helps.) Done.", ["See example.org.", "(It helps.)", "Done."]),
    ("What?! No way!!!  Yes.", ["What?!", "No way!!!", "Yes."]),
    ("砂は動く。風が吹く。", ["砂は動く。", "風が吹く。"]),
    ("  \n ", []),
    ("...", ["..."]),
  ])
  func `sentences end where a reader pauses`(text: String, sentences: [String]) {
    #expect(Sentences.split(text) == sentences)
  }

  @Test func `German dates, abbreviations and quotes stay whole`() {
    let text = "Am 3. Mai kam z.B. der Käfer. „Er fliegt.“ Dann war Schluss."
    #expect(
      Sentences.split(text, language: .german)
        == ["Am 3. Mai kam z.B. der Käfer.", "„Er fliegt.“", "Dann war Schluss."]
    )
  }

  @Test func `Spanish questions start upside down`() {
    #expect(
      Sentences.split("Llueve. ¿Por qué? ¡Mira!", language: .spanish)
        == ["Llueve.", "¿Por qué?", "¡Mira!"]
    )
  }

  @Test func `words keep their apostrophes, hyphens and decimals`() {
    let words = Words.split("Don’t use well-known 3.5 or 1,000 – it's naïve. End")
    #expect(
      words.map(\.key)
        == ["don't", "use", "well-known", "3.5", "or", "1,000", "it's", "naïve", "end"]
    )
    #expect(
      words.map(\.startsPhrase) == [true, false, false, false, false, false, true, false, true]
    )
  }
}
