/// The title that a topic goes by.
enum TopicTitle {
  /// The entry's own title; where that has no letter or digit, the first words of its text; else
  /// whatever there is.
  static func title(of entry: FeedEntry) -> String? {
    let own = entry.title.flatMap(oneLine)
    if let own, hasWords(own) { return own }
    let text = [entry.summary, entry.content].compactMap { $0 }.first(where: hasWords)
    return text.flatMap(firstWords) ?? own ?? entry.link.map { WebAddress($0) }?.host
  }

  /// At most nine words or 70 characters, of the first sentence only.
  private static func firstWords(_ text: String) -> String? {
    let sentence = Sentences.split(String(text.prefix(500))).first(where: hasWords) ?? text
    let words = sentence.split(whereSeparator: \.isWhitespace)
    var title = ""
    for word in words.prefix(9) where title.count + word.count < 70 {
      title += title.isEmpty ? String(word) : " " + word
    }
    if title.isEmpty { title = String(sentence.prefix(60)) }
    let isCut = title.count < sentence.count
    return isCut ? title + "…" : String(title.reversed().drop { $0 == "." }.reversed())
  }

  private static func oneLine(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : String(words.joined(separator: " ").prefix(300))
  }

  private static func hasWords(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.startsWord }
  }
}
