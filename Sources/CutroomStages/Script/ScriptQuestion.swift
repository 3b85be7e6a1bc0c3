import CutroomModel

/// Asks for what the voice says about a topic.
struct ScriptQuestion: ModelQuestion {
  let topic: RefinedTopic
  let writer: ScriptWriter

  /// Raised with the words below.
  static let version: Int64 = 1

  let name = "script"
  private static let longestText = 600
  /// The longest that one take may be.
  private static let longestSegment = 20_000
  /// Nobody hears more than one thing in so short a time.
  private static let shortestSegment = 1500

  let system = """
    You write what the voice of a short video says. You answer with JSON alone: "segments" in their \
    order, each with a "role" and a "text". The first is the "hook": one sentence that makes people \
    listen. Then come those of the "body", one or two sentences each. The last is the "outro": it \
    names the sources. The text is spoken as it stands: plain sentences, no markup, no addresses, no \
    stage directions, no emoji, no headings.
    """

  var task: String {
    let seconds = writer.targetMilliseconds / 1000
    let words = max(1, writer.targetMilliseconds * writer.wordsPerMinute / 60_000)
    let segments = max(1, writer.targetMilliseconds / ScriptWriter.segmentMilliseconds)
    return """
      Write the script of a video of \(seconds) seconds: about \(words) words in about \(segments) \
      segments of at most \(ScriptWriter.segmentMilliseconds / 1000) seconds. Write in the language \
      "\(topic.language)".
      """
  }

  var material: JSONValue {
    [
      "title": .string(topic.title),
      "sentences": .array(topic.sentences.map { .string($0.text) }),
      "keyPhrases": .array(topic.keyPhrases.map { .string($0.text) }),
      "sources": .array(topic.sources.map { .string($0.name) }),
    ]
  }

  let schema: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["segments"],
    "properties": [
      "segments": [
        "type": "array",
        "items": [
          "type": "object", "additionalProperties": false, "required": ["role", "text"],
          "properties": [
            "role": ["type": "string", "enum": ["hook", "body", "outro"]],
            "text": ["type": "string"],
          ],
        ],
      ]
    ],
  ]

  func faults(_ answer: JSONValue) -> [String] {
    let segments = answer["segments"]?.array ?? []
    if segments.isEmpty { return ["\"segments\" is empty"] }
    let texts = segments.map { AnsweredText($0["text"]) }
    var faults: [String] = []
    for (index, text) in texts.enumerated() {
      faults += text.faults(at: "segments/\(index)/text", longest: Self.longestText)
      let milliseconds = writer.milliseconds([ScriptLine(role: .body, text: text.text)])
      if milliseconds > Self.longestSegment {
        faults.append(
          "segments/\(index)/text takes about \(milliseconds / 1000) s; make several of it"
        )
      }
    }
    let most = writer.targetMilliseconds / Self.shortestSegment + 3
    if segments.count > most {
      faults.append("\"segments\" has \(segments.count); \(most) is the most")
    }
    return faults + lengthFault(texts)
      + AnsweredText.languageFault(texts.map(\.text), wanted: TextLanguage(tag: topic.language))
  }

  /// The segments of an answer without faults.
  ///
  /// Roles are told by place where the answer does not keep to it, and the sources are named by
  /// cutroom where the answer names none.
  func lines(_ answer: JSONValue) -> [ScriptLine] {
    let segments = answer["segments"]?.array ?? []
    var lines = segments.enumerated().map { index, segment in
      let isOutro = segment["role"]?.string == "outro" && index == segments.count - 1
      let role: Script.Role = index == 0 ? .hook : isOutro ? .outro : .body
      return ScriptLine(role: role, text: AnsweredText(segment["text"]).text)
    }
    if !namesSource(lines) {
      let closing = writer.outro(topic, others: writer.milliseconds(lines))
      if !closing.isEmpty {
        for index in lines.indices where lines[index].role == .outro { lines[index].role = .body }
        lines.append(ScriptLine(role: .outro, text: closing))
      }
    }
    return lines
  }

  private func lengthFault(_ texts: [AnsweredText]) -> [String] {
    let lines = texts.map { ScriptLine(role: .body, text: $0.text) }
    let total = writer.milliseconds(lines) + lines.count * ScriptWriter.pauseMilliseconds
    let target = writer.targetMilliseconds
    // Too little material is no fault of the model's, too much talk is.
    guard total > target + target * 3 / 10 + 5000 else { return [] }
    return ["the script takes about \(total / 1000) s; \(target / 1000) s are wanted"]
  }

  private func namesSource(_ lines: [ScriptLine]) -> Bool {
    let names = topic.sources.map { $0.name.lowercased() }.filter { !$0.isEmpty }
    if names.isEmpty { return true }
    let said = lines.map { $0.text.lowercased() }
    return names.contains { name in said.contains { $0.contains(name) } }
  }
}
