import CutroomModel

/// Guesses when the words of a recorded take are heard.
enum WordSpread {
  /// Spreads the words over the take by the time that a voice would need for each.
  ///
  /// Every word gets at least 1 ms where the take has room for that, none overlaps another.
  static func times(of tokens: [SpeechToken], over durationUs: Int64) -> [Timestamps.Word] {
    let total = durationUs / 1000
    guard total >= Int64(tokens.count) else { return [] }
    let weights = tokens.map {
      Int64(max(1, SpeechDuration.milliseconds([$0], wordsPerMinute: 160)))
    }
    let sum = weights.reduce(0, +)
    // What is left after one millisecond for each word is shared out.
    let spare = total - Int64(tokens.count)
    var words: [Timestamps.Word] = []
    var before: Int64 = 0
    for (index, token) in tokens.enumerated() {
      let start = Int64(index) + before.scaled(by: spare, over: sum)
      before += weights[index]
      let end = Int64(index + 1) + before.scaled(by: spare, over: sum)
      words.append(Timestamps.Word(text: token.display, startMs: start, endMs: end))
    }
    return words
  }
}
