/// Extractive ranking of sentences by TextRank.
///
/// R. Mihalcea and P. Tarau, “TextRank: Bringing Order
/// into Texts”, EMNLP 2004.
///
/// Sentences are the vertices of a graph; the edge between two weighs
/// `|Sᵢ ∩ Sⱼ| / (log |Sᵢ| + log |Sⱼ|)`, the content words they share over the logarithms of their
/// lengths. The score is the fixed point of
/// `WS(Vᵢ) = (1 − d) + d · Σⱼ wⱼᵢ / Σₖ wⱼₖ · WS(Vⱼ)` with d = 0.85, found by iteration from 1 until no
/// score moves by more than 10⁻⁶, or 100 times.
package enum TextRank {
  /// Sentences beyond this many are not ranked: the graph grows with the square.
  package static let largestGraph = 400

  /// A score for each sentence, in their order, rounded to millionths; higher says more.
  ///
  /// A sentence that shares no word with another scores 0.15, one beyond ``largestGraph`` 0.
  package static func scores(_ sentences: [String], language: TextLanguage) -> [Double] {
    let stopWords = language.stopWords
    let contents = sentences.prefix(largestGraph).map { sentence in
      Words.split(sentence).filter { $0.hasLetter && !stopWords.contains($0.key) }.map(\.key)
    }
    let scores = fixedPoint(of: weights(contents)).map(\.inMillionths)
    return scores + Array(repeating: 0, count: sentences.count - scores.count)
  }

  /// The places of the best `count` sentences, in the order of the text.
  ///
  /// Of equals the earlier wins.
  package static func best(_ count: Int, of scores: [Double]) -> [Int] {
    let order = scores.indices.sorted { left, right in
      scores[left] == scores[right] ? left < right : scores[left] > scores[right]
    }
    return order.prefix(max(0, count)).sorted()
  }

  private static func weights(_ contents: [[String]]) -> [[Double]] {
    let sets = contents.map(Set.init)
    let logarithms = contents.map { naturalLogarithm($0.count) }
    var weights = contents.map { _ in [Double](repeating: 0, count: contents.count) }
    for left in contents.indices {
      for right in contents.indices where right > left {
        let length = logarithms[left] + logarithms[right]
        guard length > 0 else { continue }
        let shared = sets[left].intersection(sets[right]).count
        weights[left][right] = Double(shared) / length
        weights[right][left] = weights[left][right]
      }
    }
    return weights
  }

  private static func fixedPoint(of weights: [[Double]]) -> [Double] {
    let totals = weights.map { $0.reduce(0, +) }
    var scores = [Double](repeating: 1, count: weights.count)
    for _ in 0..<100 {
      let next = weights.indices.map { vertex in
        var sum = 0.0
        for other in weights.indices where weights[other][vertex] > 0 {
          sum += weights[other][vertex] / totals[other] * scores[other]
        }
        return 0.15 + 0.85 * sum
      }
      let change = zip(scores, next).map { abs($0 - $1) }.max() ?? 0
      scores = next
      if change <= 1e-6 { break }
    }
    return scores
  }
}
