import CutroomModel

/// Fits the times that a provider tells of its words to the words that are shown.
enum WordFit {
  /// More words are not compared with each other: a line is a breath long.
  private static let mostWords = 2000

  /// The times of the shown words in order, each of at least 1 ms and inside the take; nil where the
  /// told words are too few or not those that were to be said.
  ///
  /// A word that was told of has the time of what it sounds like; what lies between two of those is
  /// shared among the words there.
  static func times(
    of tokens: [SpeechToken],
    told: [Timestamps.Word],
    over durationUs: Int64
  ) -> [Timestamps.Word]? {
    let total = durationUs / 1000
    let said = keys(tokens.map(\.spoken))
    let heard = keys(told.map(\.text))
    guard total >= Int64(tokens.count), (1...mostWords).contains(said.count),
      heard.count <= mostWords
    else { return nil }
    var spans = [Span?](repeating: nil, count: tokens.count)
    for (mine, theirs) in matches(said.map(\.key), heard.map(\.key)) {
      let word = told[heard[theirs].place]
      guard word.startMs >= 0, word.endMs >= word.startMs, word.startMs < total else { continue }
      let token = said[mine].place
      let known = spans[token] ?? Span(start: word.startMs, end: word.endMs)
      spans[token] = Span(
        start: min(known.start, word.startMs),
        end: max(known.end, word.endMs)
      )
    }
    let spoken = Set(said.map(\.place))
    guard spans.count(where: { $0 != nil }) * 4 >= spoken.count * 3 else { return nil }
    return words(tokens, ordered(filled(spans, total), total))
  }

  private struct Span {
    var start: Int64
    var end: Int64
  }

  /// Every word of the texts with the place of its text.
  private static func keys(_ texts: [String]) -> [(place: Int, key: String)] {
    texts.enumerated().flatMap { place, text in
      Words.split(text).flatMap { $0.key.split(separator: "-") }.map { (place, String($0)) }
    }
  }

  /// The longest sequence of words that both have, as pairs of places.
  private static func matches(_ one: [String], _ other: [String]) -> [(Int, Int)] {
    let width = other.count + 1
    var lengths = [Int32](repeating: 0, count: (one.count + 1) * width)
    for left in one.indices.reversed() {
      for right in other.indices.reversed() {
        let place = left * width + right
        lengths[place] =
          one[left] == other[right]
          ? lengths[place + width + 1] + 1
          : max(lengths[place + width], lengths[place + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (left, right) = (0, 0)
    while left < one.count, right < other.count {
      let place = left * width + right
      if one[left] == other[right] {
        pairs.append((left, right))
        (left, right) = (left + 1, right + 1)
      } else if lengths[place + width] >= lengths[place + 1] {
        left += 1
      } else {
        right += 1
      }
    }
    return pairs
  }

  /// Gives words without a time a share of the time between those that have one.
  private static func filled(_ spans: [Span?], _ total: Int64) -> [Span] {
    var result: [Span] = []
    while result.count < spans.count {
      let start = result.count
      if let span = spans[start] {
        result.append(span)
        continue
      }
      let end = spans[start...].firstIndex { $0 != nil } ?? spans.count
      let before = result.last?.end ?? 0
      let after = max(before, end < spans.count ? spans[end]?.start ?? total : total)
      let count = Int64(end - start)
      for step in 0..<count {
        let span = Span(
          start: before + (after - before).scaled(by: step, over: count),
          end: before + (after - before).scaled(by: step + 1, over: count)
        )
        result.append(span)
      }
    }
    return result
  }

  /// None begins before the one before it has ended, and all end with the take.
  private static func ordered(_ spans: [Span], _ total: Int64) -> [Span] {
    var before: Int64 = 0
    return spans.enumerated().map { place, span in
      let left = Int64(spans.count - place)
      let start = min(max(span.start, before), total - left)
      let end = min(max(span.end, start + 1), total - left + 1)
      before = end
      return Span(start: start, end: end)
    }
  }

  private static func words(_ tokens: [SpeechToken], _ spans: [Span]) -> [Timestamps.Word] {
    zip(tokens, spans).map {
      Timestamps.Word(text: $0.display, startMs: $1.start, endMs: $1.end)
    }
  }
}
