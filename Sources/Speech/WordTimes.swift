import CutroomModel

/// What the engine reports while it speaks, in order of time.
enum SpeechEvent: Equatable {
  /// A spoken word begins; `offset` counts Unicode scalars of the text from 0.
  case word(offset: Int, ms: Int)
  case sentence
}

/// Turns the engine's events into one time span for each token.
struct WordTimes {
  let words: [SpokenWord]
  let sentenceEndsMs: [Int]

  /// `audibleEnd` gives the last moment with sound in a span of milliseconds.
  ///
  /// Nil where the audio has fewer milliseconds than there are tokens.
  init?(
    tokens: [SpeechToken],
    text: Utterance,
    events: [SpeechEvent],
    durationMs: Int,
    audibleEnd: (Range<Int>) -> Int
  ) {
    let groups = Self.groups(of: text, events: events, durationMs: durationMs, audibleEnd)
    let spans = groups.flatMap { Self.split($0, text: text) }
    guard let ordered = Self.ordered(spans, durationMs: durationMs) else { return nil }
    let words = zip(tokens, ordered).map { token, span in
      SpokenWord(text: token.display, startMs: span.lowerBound, endMs: span.upperBound)
    }
    self.words = words
    let ends = Self.lastTokensOfSentences(text: text, events: events)
    sentenceEndsMs = ends.compactMap { words.indices.contains($0) ? words[$0].endMs : nil }
  }

  // MARK: - Steps

  /// Tokens that the engine said in one breath ("of the"), and when.
  private struct Group {
    var tokens: Range<Int>
    var start: Int
    var end: Int
  }

  private static func groups(
    of text: Utterance,
    events: [SpeechEvent],
    durationMs: Int,
    _ audibleEnd: (Range<Int>) -> Int
  ) -> [Group] {
    var groups: [Group] = []
    for case .word(let offset, let ms) in events {
      guard let token = text.token(at: offset) else { continue }
      if let last = groups.last {
        // The engine counts back now and then; a token once begun stays begun.
        guard token > last.tokens.lowerBound, ms >= last.start else { continue }
        groups[groups.count - 1].tokens = last.tokens.lowerBound..<token
        groups[groups.count - 1].end = ms
      }
      let first = groups.isEmpty ? 0 : token
      groups.append(Group(tokens: first..<text.ranges.count, start: ms, end: durationMs))
    }
    if groups.isEmpty {
      groups = [Group(tokens: 0..<text.ranges.count, start: 0, end: durationMs)]
    }
    return groups.map { group in
      var group = group
      group.end = max(group.start, audibleEnd(group.start..<max(group.start, group.end)))
      return group
    }
  }

  /// Divides a group's time by the length of what is spoken.
  private static func split(_ group: Group, text: Utterance) -> [Range<Int>] {
    let weights = text.ranges[group.tokens].map { max(1, $0.count) }
    let total = weights.reduce(0, +)
    var spans: [Range<Int>] = []
    var done = 0
    for weight in weights {
      let start = group.start + (group.end - group.start) * done / total
      done += weight
      spans.append(start..<group.start + (group.end - group.start) * done / total)
    }
    return spans
  }

  /// Gives every span at least a millisecond, without overlap, inside the audio.
  private static func ordered(_ spans: [Range<Int>], durationMs: Int) -> [Range<Int>]? {
    var starts: [Int] = []
    var ends: [Int] = []
    for span in spans {
      let start = max(span.lowerBound, ends.last ?? 0)
      starts.append(start)
      ends.append(max(span.upperBound, start + 1))
    }
    var limit = durationMs
    for index in spans.indices.reversed() {
      ends[index] = min(ends[index], limit)
      starts[index] = min(starts[index], ends[index] - 1)
      limit = starts[index]
    }
    guard limit >= 0 else { return nil }
    return zip(starts, ends).map { $0..<$1 }
  }

  private static func lastTokensOfSentences(text: Utterance, events: [SpeechEvent]) -> [Int] {
    var ends: [Int] = []
    var last: Int?
    for event in events {
      switch event {
      case .word(let offset, _):
        if let token = text.token(at: offset) { last = max(token, last ?? 0) }
      case .sentence:
        if let last, ends.last != last { ends.append(last) }
      }
    }
    if !text.ranges.isEmpty { ends.append(text.ranges.count - 1) }
    return ends
  }
}
