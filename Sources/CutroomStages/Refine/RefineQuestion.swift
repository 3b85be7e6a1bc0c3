import CutroomModel

/// Asks for the sentences that tell a topic, and the phrases that say what it is about.
struct RefineQuestion: ModelQuestion {
  let topic: DiscoveredTopic
  let language: TextLanguage

  /// Raised with the words below.
  static let version: Int64 = 1

  let name = "summary"
  private static let mostSentences = 24
  private static let longestSentence = 400
  private static let longestPhrase = 60
  /// Of the material: what a feed says beyond is seldom the story.
  private static let longestContent = 24_000

  let system = """
    You are an editor who prepares a story for a short narrated video. You answer with JSON alone: \
    "sentences" that tell the story in order, each whole and understood without the others, in plain \
    text without markup or addresses; and "keyPhrases", the one to four words each that name what \
    the story is about, the most telling first.
    """

  var task: String {
    """
    Summarise the story in \(Self.fewestSentences) to 16 sentences of at most 30 words and find up \
    to \(TopicRefiner.phraseLimit) key phrases. Write in the language "\(language.rawValue)".
    """
  }

  private static let fewestSentences = 4

  var material: JSONValue {
    [
      "title": .string(topic.title), "summary": .string(topic.summary),
      "content": .string(String(topic.content.prefix(Self.longestContent))),
    ]
  }

  let schema: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["sentences", "keyPhrases"],
    "properties": [
      "sentences": ["type": "array", "items": ["type": "string"]],
      "keyPhrases": ["type": "array", "items": ["type": "string"]],
    ],
  ]

  func faults(_ answer: JSONValue) -> [String] {
    let sentences = Self.texts(answer["sentences"])
    let phrases = Self.texts(answer["keyPhrases"])
    var faults: [String] = []
    if sentences.isEmpty { faults.append("\"sentences\" is empty") }
    if phrases.isEmpty { faults.append("\"keyPhrases\" is empty") }
    if sentences.count > Self.mostSentences {
      faults.append("\"sentences\" has \(sentences.count); \(Self.mostSentences) is the most")
    }
    for (index, sentence) in sentences.enumerated() {
      faults += sentence.faults(at: "sentences/\(index)", longest: Self.longestSentence)
    }
    for (index, phrase) in phrases.enumerated() {
      faults += phrase.faults(at: "keyPhrases/\(index)", longest: Self.longestPhrase)
    }
    return faults + AnsweredText.languageFault(sentences.map(\.text), wanted: language)
  }

  /// The topic as the answer tells it; ranks, scores and sources are made here.
  func refined(_ answer: JSONValue) -> RefinedTopic {
    let sentences = Self.texts(answer["sentences"]).map(\.text)
    let ranks = TextRank.scores(sentences, language: language)
    var phrases: [String] = []
    for phrase in Self.texts(answer["keyPhrases"]).map({ $0.text.lowercased() })
    where !phrases.contains(phrase) {
      phrases.append(phrase)
    }
    phrases = Array(phrases.prefix(TopicRefiner.phraseLimit))
    return RefinedTopic(
      id: topic.id,
      title: topic.title,
      language: language.rawValue,
      sentences: zip(sentences, ranks).map { RefinedTopic.Sentence(text: $0, rank: $1) },
      keyPhrases: phrases.enumerated().map { place, text in
        RefinedTopic.Phrase(text: text, score: Double(phrases.count - place))
      },
      sources: topic.sources
    )
  }

  private static func texts(_ list: JSONValue?) -> [AnsweredText] {
    (list?.array ?? []).map { AnsweredText($0) }
  }
}
