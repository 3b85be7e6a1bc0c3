import CutroomModel

/// What one segment says and is for.
struct ScriptLine: Equatable {
  var role: Script.Role
  var text: String
}

/// Makes a script of a topic's own sentences: an opening, the sentences that say most, and where
/// they come from.
struct ScriptWriter {
  let language: TextLanguage
  let wordsPerMinute: Int
  let targetMilliseconds: Int

  /// Two sentences share a segment up to this length.
  static let segmentMilliseconds = 7000
  /// The silence that follows a segment.
  static let pauseMilliseconds = 350

  /// The segments in order, as near to the target as whole sentences come.
  func lines(for topic: RefinedTopic) -> [ScriptLine] {
    let hook = hook(topic)
    let outro = outro(topic, others: milliseconds(hook))
    let spent = milliseconds(hook) + milliseconds(outro) + 2 * Self.pauseMilliseconds
    let body = segments(chosen(topic.sentences, budget: targetMilliseconds - spent))
    return [ScriptLine(role: .hook, text: hook)]
      + body.map { ScriptLine(role: .body, text: $0) }
      + (outro.isEmpty ? [] : [ScriptLine(role: .outro, text: outro)])
  }

  func milliseconds(_ lines: [ScriptLine]) -> Int {
    lines.reduce(0) { $0 + milliseconds($1.text) }
  }

  private func milliseconds(_ text: String) -> Int {
    SpeechDuration.milliseconds(text, language: language, wordsPerMinute: wordsPerMinute)
  }

  // MARK: - Opening and closing

  private func hook(_ topic: RefinedTopic) -> String { Self.sentence(topic.title) }

  /// The sources by name, with the author where there is time for it.
  func outro(_ topic: RefinedTopic, others: Int) -> String {
    let phrases = ClosingPhrases.of(language)
    var names: [String] = []
    for source in topic.sources where !source.name.isEmpty && !names.contains(source.name) {
      names.append(source.name)
    }
    guard !names.isEmpty else { return "" }
    let named = phrases.list(Array(names.prefix(3)))
    let short = Self.sentence("\(phrases.source): \(named)")
    let long = Self.sentence(phrases.story(from: named, by: author(topic, beside: names)))
    return milliseconds(long) * 8 <= targetMilliseconds - others ? long : short
  }

  /// The author of the first source, unless the source's own name says it.
  private func author(_ topic: RefinedTopic, beside names: [String]) -> String? {
    guard let author = topic.sources.first?.author, !author.isEmpty, author.count <= 60 else {
      return nil
    }
    let said = names.contains {
      author.lowercased().contains($0.lowercased()) || $0.lowercased().contains(author.lowercased())
    }
    return said ? nil : author
  }

  private static func sentence(_ text: String) -> String {
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let last = trimmed.last(where: { !"\"'”’»)]".contains($0) }) else { return trimmed }
    if ".!?…。！？".contains(last) { return trimmed }
    return (":;,-–—".contains(last) ? String(trimmed.dropLast()) : trimmed) + "."
  }

  // MARK: - The sentences in between

  /// The sentences that say most and fit together into the time, in the order of the text.
  private func chosen(_ sentences: [RefinedTopic.Sentence], budget: Int) -> [String] {
    // As if each had a segment of its own: too short is better than too long.
    let lengths = sentences.map { milliseconds($0.text) + Self.pauseMilliseconds }
    let order = sentences.indices.sorted { left, right in
      let (first, second) = (sentences[left].rank, sentences[right].rank)
      return first == second ? left < right : first > second
    }
    var chosen: Set<Int> = []
    var rest = budget
    // Again from the best while it helps: a sentence that leans on the one before may follow it now.
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for index in order where !chosen.contains(index) && lengths[index] <= rest {
        let leans = Anaphora.leans(sentences[index].text, language)
        if leans, index > 0, !chosen.contains(index - 1) { continue }
        chosen.insert(index)
        rest -= lengths[index]
        isGrowing = true
        break
      }
    }
    if chosen.isEmpty, let shortest = order.min(by: { lengths[$0] < lengths[$1] }) {
      chosen = [shortest]
    }
    return chosen.sorted().map { sentences[$0].text }
  }

  /// One or two sentences to a segment.
  private func segments(_ sentences: [String]) -> [String] {
    var segments: [String] = []
    var isPair = true
    for sentence in sentences {
      if !isPair, let last = segments.last,
        milliseconds("\(last) \(sentence)") <= Self.segmentMilliseconds
      {
        segments[segments.count - 1] = "\(last) \(sentence)"
        isPair = true
      } else {
        segments.append(sentence)
        isPair = false
      }
    }
    return segments
  }
}

/// Sentences that point back.
enum Anaphora {
  /// Whether the sentence begins with a word that means something said before.
  static func leans(_ sentence: String, _ language: TextLanguage) -> Bool {
    guard let first = Words.split(sentence).first?.key else { return false }
    return words[language, default: []].contains(first)
  }

  private static let words: [TextLanguage: Set<String>] = [
    .english: [
      "it", "its", "he", "his", "she", "her", "they", "their", "this", "these", "that", "those",
      "but", "and", "so", "then", "there", "such",
    ],
    .german: [
      "er", "sie", "es", "ihr", "ihre", "sein", "seine", "dies", "diese", "dieser", "dieses",
      "dabei", "damit", "dadurch", "doch", "aber", "und", "denn",
    ],
    .french: [
      "il", "elle", "ils", "elles", "ce", "cette", "ces", "celui", "celle", "mais", "et", "donc",
    ],
    .spanish: ["este", "esta", "estos", "estas", "eso", "esto", "pero", "y", "ello"],
    .italian: ["questo", "questa", "questi", "queste", "ciò", "ma", "e", "esso", "essa"],
    .dutch: ["hij", "zij", "het", "dit", "dat", "deze", "die", "maar", "en", "hun", "zijn"],
    .portuguese: ["ele", "ela", "eles", "elas", "este", "esta", "isso", "isto", "mas", "e"],
  ]
}
