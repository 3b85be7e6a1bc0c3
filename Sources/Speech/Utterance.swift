import CutroomModel

/// The text that the engine is given, and which characters of it belong to which token.
struct Utterance {
  let text: String
  /// Half-open ranges of Unicode scalars, one for each token, in order.
  let ranges: [Range<Int>]

  init(tokens: [SpeechToken]) {
    var text = ""
    var length = 0
    var ranges: [Range<Int>] = []
    for token in tokens {
      if length > 0 {
        text.append(" ")
        length += 1
      }
      let start = length
      for scalar in token.spoken.unicodeScalars {
        text.unicodeScalars.append(Self.isSpace(scalar) ? " " : scalar)
        length += 1
      }
      ranges.append(start..<length)
    }
    self.text = text
    self.ranges = ranges
  }

  /// The token that the scalar at `offset` belongs to; between two tokens, the later one.
  func token(at offset: Int) -> Int? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count ? low : nil
  }

  // A line break would end a paragraph, and a zero would end the text.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }
}
