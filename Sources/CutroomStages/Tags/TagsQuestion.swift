import CutroomModel

/// Asks for what a segment should show.
struct TagsQuestion: ModelQuestion {
  let text: String
  let role: Script.Role
  let language: String
  /// The key phrases of its topic.
  let phrases: [String]
  let limit: Int

  /// Raised with the words below.
  static let version: Int64 = 1

  let name = "tags"
  private static let longestPhrase = 60

  let system = """
    You choose pictures for a narrated video. You answer with JSON alone: "phrases" of one to three \
    words each that name what a camera could show while the text is spoken, concrete things and \
    places rather than ideas, the most fitting first.
    """

  var task: String {
    let subject = role == .outro ? "the topic, for the text is only a closing line" : "the text"
    return """
      Find up to \(limit) phrases for \(subject). Write in the language "\(language)".
      """
  }

  var material: JSONValue {
    ["text": .string(text), "topic": .array(phrases.map { .string($0) })]
  }

  let schema: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["phrases"],
    "properties": ["phrases": ["type": "array", "items": ["type": "string"]]],
  ]

  func faults(_ answer: JSONValue) -> [String] {
    let phrases = texts(answer)
    if phrases.isEmpty { return ["\"phrases\" is empty"] }
    return phrases.enumerated().flatMap { index, phrase in
      phrase.faults(at: "phrases/\(index)", longest: Self.longestPhrase)
    }
  }

  /// The phrases of an answer without faults, best first, each once.
  func tags(_ answer: JSONValue) -> [RefinedTopic.Phrase] {
    var found: [String] = []
    for phrase in texts(answer).map({ $0.text.lowercased() }) where found.count < limit {
      if !found.contains(phrase) { found.append(phrase) }
    }
    return found.enumerated().map { place, text in
      RefinedTopic.Phrase(text: text, score: Double(found.count - place))
    }
  }

  private func texts(_ answer: JSONValue) -> [AnsweredText] {
    (answer["phrases"]?.array ?? []).map { AnsweredText($0) }
  }
}
