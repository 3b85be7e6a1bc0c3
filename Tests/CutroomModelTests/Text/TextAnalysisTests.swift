import CutroomModel
import Testing

struct TextAnalysisTests {
  @Test(arguments: [
    ("The dunes are moving with the wind and there is no end to it.", TextLanguage.english),
    ("Die Dünen wandern mit dem Wind, und es ist kein Ende in Sicht.", .german),
    ("Les dunes avancent avec le vent et il n'y a pas de fin en vue.", .french),
    ("Las dunas avanzan con el viento y no hay un final a la vista.", .spanish),
    ("Le dune avanzano con il vento e non c'è una fine della storia.", .italian),
    ("De duinen schuiven met de wind en er is geen einde in zicht.", .dutch),
    ("As dunas avançam com o vento e não há um fim à vista para elas.", .portuguese),
    ("", .english),
    ("Kubernetes 4.2", .english),
  ])
  func `a sentence tells its language`(text: String, language: TextLanguage) {
    #expect(TextLanguage.guess(text) == language)
  }

  @Test func `language tags are read by their first part`() {
    #expect(TextLanguage(tag: "pt-BR") == .portuguese)
    #expect(TextLanguage(tag: "EN_gb") == .english)
    #expect(TextLanguage(tag: "ja") == nil)
  }

  @Test func `the sentence that shares most words ranks first, the stray one last`() throws {
    let sentences = [
      "Desert dunes sing when dry sand slides down the slope.",
      "Dry sand grains slide and hum together on steep dunes.",
      "My neighbour bought a bicycle yesterday.",
      "The humming of sliding sand on desert dunes is loud.",
    ]
    let scores = TextRank.scores(sentences, language: .english)
    #expect(scores[2] == 0.15)
    #expect(TextRank.best(1, of: scores) == [0])
    #expect(TextRank.best(3, of: scores) == [0, 1, 3])
  }

  @Test func `two sentences with the same words score alike and the first wins`() {
    let scores = TextRank.scores(["Sand dunes sing.", "Dunes sing, sand."], language: .english)
    #expect(scores == [1, 1])
    #expect(TextRank.best(1, of: scores) == [0])
  }

  @Test func `scores are exact and the same every time`() {
    let sentences = ["Red sand moves.", "Red sand sings here.", "White sand moves fast today."]
    let scores = TextRank.scores(sentences, language: .english)
    #expect(scores == TextRank.scores(sentences, language: .english))
    #expect(abs(scores.reduce(0, +) - 3) < 1e-4)
  }

  @Test func `nothing, one sentence and too many are ranked without fuss`() {
    #expect(TextRank.scores([], language: .english) == [])
    #expect(TextRank.scores(["Sand."], language: .english) == [0.15])
    let many = Array(repeating: "Sand dunes move on.", count: 450)
    let scores = TextRank.scores(many, language: .english)
    #expect(scores.count == 450)
    #expect(scores.last == 0)
    #expect(TextRank.best(-1, of: scores) == [])
  }

  @Test func `RAKE scores runs between stop words by degree over frequency`() {
    let phrases = KeyPhrases.rake(
      "Sand dunes move. The sand is dry, and sand dunes sing.",
      language: .english,
      limit: 10
    )
    // sand: 3+1+3 over 3; dunes: 6 over 2; move, sing: 3 over 1; dry: 1 over 1.
    #expect(
      phrases == [
        KeyPhrase(text: "sand dunes move", score: 8.333333),
        KeyPhrase(text: "sand dunes sing", score: 8.333333),
        KeyPhrase(text: "sand", score: 2.333333),
        KeyPhrase(text: "dry", score: 1),
      ]
    )
  }

  @Test func `RAKE passes over numbers, possessives and endless runs`() {
    let phrases = KeyPhrases.rake(
      "42 of the farmer’s ladybirds; one two2 red blue green yellow black white",
      language: .english,
      limit: 5
    )
    #expect(phrases.map(\.text) == ["farmer ladybirds"])
    #expect(KeyPhrases.rake("", language: .german, limit: 3).isEmpty)
  }
}
