import CutroomModel

/// Judges a text that a model wrote; pure.
struct AnsweredText {
  /// With single spaces.
  let text: String

  init(_ answer: JSONValue?) {
    text = (answer?.string ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether a voice finds a word in it.
  var hasWords: Bool { Words.split(text).contains(where: \.hasLetter) }

  /// What is wrong with it at this place of the answer, to be spoken or shown as it stands.
  func faults(at place: String, longest: Int) -> [String] {
    guard hasWords else { return ["\(place) has no word in it"] }
    var faults: [String] = []
    if text.count > longest {
      faults.append("\(place) has \(text.count) characters; \(longest) is the most")
    }
    if let markup {
      faults.append("\(place) has markup (\(markup)); it must be plain text that can be spoken")
    }
    if SpeechText.address(in: text) != nil {
      faults.append("\(place) has an address; no URL or e-mail address may be spoken")
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      faults.append("\(place) has control characters")
    }
    return faults
  }

  /// The first mark that is of Markdown, HTML, JSON or a stage direction and not of a sentence.
  private var markup: String? {
    if let mark = Self.marks.first(where: { text.contains($0) }) { return mark }
    if ["#", "- ", "* ", "> "].contains(where: { text.hasPrefix($0) }) {
      return String(text.prefix(1))
    }
    guard let opening = text.firstIndex(of: "<"),
      let next = text[text.index(after: opening)...].first
    else { return nil }
    return next.isLetter || next == "/" || next == "!" ? "<" : nil
  }

  private static let marks = ["**", "__", "```", "`", "](", "[", "]", "{", "}", "&amp;", "&lt;"]

  /// The fault of texts that are not in the language that is wanted, where that can be told.
  static func languageFault(_ texts: [String], wanted: TextLanguage?) -> [String] {
    let all = texts.joined(separator: "\n")
    guard let wanted, Words.split(all).count >= fewestWords else { return [] }
    let found = TextLanguage.guess(all, fallback: wanted)
    if found == wanted { return [] }
    return ["the text is in \"\(found.rawValue)\"; write in \"\(wanted.rawValue)\""]
  }

  /// Fewer words tell too little of a language.
  private static let fewestWords = 20
}
