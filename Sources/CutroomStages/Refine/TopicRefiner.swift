import CutroomModel

/// Turns a topic as a feed gave it into clean sentences with ranks, and key phrases.
struct TopicRefiner {
  let language: TextLanguage

  /// The most key phrases of a topic.
  static let phraseLimit = 12

  func refine(_ topic: DiscoveredTopic) -> RefinedTopic {
    let sentences = sentences(of: topic)
    let ranks = TextRank.scores(sentences, language: language)
    let text = ([topic.title] + sentences).joined(separator: "\n")
    let phrases = KeyPhrases.rake(text, language: language, limit: Self.phraseLimit)
    return RefinedTopic(
      id: topic.id,
      title: topic.title,
      language: language.rawValue,
      sentences: zip(sentences, ranks).map { RefinedTopic.Sentence(text: $0, rank: $1) },
      keyPhrases: phrases.map { RefinedTopic.Phrase(text: $0.text, score: $0.score) },
      sources: topic.sources
    )
  }

  private func sentences(of topic: DiscoveredTopic) -> [String] {
    let text = topic.content.count >= topic.summary.count ? topic.content : topic.summary
    var seen: Set<String> = [Self.key(topic.title)]
    let candidates = Sentences.split(text, language: language).filter { sentence in
      Words.split(sentence).contains(where: \.hasLetter) && !Boilerplate.matches(sentence)
        && seen.insert(Self.key(sentence)).inserted
    }
    let whole = candidates.filter(Self.isWhole)
    // A text that never ends a sentence is taken as it is.
    let kept = whole.isEmpty ? candidates : whole
    return Array(kept.prefix(TextRank.largestGraph))
  }

  /// Whether it ends like a sentence: headings, captions and cut-off summaries do not.
  private static func isWhole(_ sentence: String) -> Bool {
    if sentence.hasSuffix("...") || sentence.hasSuffix("…") || sentence.hasSuffix("[…]") {
      return false
    }
    let last = sentence.last { !"\"'”’»)]".contains($0) }
    return last.map { ".!?。！？".contains($0) } ?? false
  }

  private static func key(_ text: String) -> String {
    Words.split(text).map(\.key).joined(separator: " ")
  }
}

/// What feeds put around stories and nobody wants to hear.
enum Boilerplate {
  /// Whether a sentence is about the page, not the story.
  static func matches(_ sentence: String) -> Bool {
    let text = Words.split(sentence).map(\.key).joined(separator: " ")
    return starts.contains { text.hasPrefix($0) } || parts.contains { text.contains($0) }
  }

  private static let starts = [
    "read more", "continue reading", "keep reading", "read the full", "read the rest", "click here",
    "sign up", "subscribe", "follow us", "share this", "advertisement", "sponsored", "image credit",
    "photo credit", "photograph by", "all rights reserved", "copyright", "view comments",
    "weiterlesen", "mehr lesen", "lire la suite", "leer más", "continua a leggere", "lees verder",
    "leia mais",
  ]
  private static let parts = [
    "appeared first on", "originally published on", "our newsletter", "this feed", "your browser",
    "enable javascript", "cookie policy", "privacy policy",
  ]
}
