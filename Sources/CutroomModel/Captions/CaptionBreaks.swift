/// Chooses where one caption ends and the next begins: the cheapest of all ways to cut the words.
struct CaptionBreaks {
  /// A word as it is shown, with its place in frames.
  struct Word: Equatable {
    var text: String
    var start: Int64
    var end: Int64
  }

  let rules: CaptionRules
  let fps: FrameRate

  /// The words in groups that each fit a caption.
  func groups(_ words: [Word]) -> [ArraySlice<Word>] {
    guard !words.isEmpty else { return [] }
    // Cheapest cost of captioning the first `n` words, and where its last caption begins.
    var costs: [Double] = [0]
    var begins = [0]
    for end in 1...words.count {
      var best = (cost: Double.infinity, begin: end - 1)
      for begin in stride(from: end - 1, through: 0, by: -1) {
        guard let cost = cost(of: words, begin, end) else { break }
        if costs[begin] + cost < best.cost { best = (costs[begin] + cost, begin) }
      }
      // A single word always fits: it was cut to size before.
      costs.append(best.cost.isFinite ? best.cost : (costs.last ?? 0) + 100)
      begins.append(best.begin)
    }
    var groups: [ArraySlice<Word>] = []
    var end = words.count
    while end > 0 {
      groups.append(words[begins[end]..<end])
      end = begins[end]
    }
    return groups.reversed()
  }

  /// What is wrong with a caption of these words; nil when they do not fit.
  private func cost(of words: [Word], _ begin: Int, _ end: Int) -> Double? {
    let group = words[begin..<end]
    guard let lines = CaptionText.lines(group.map(\.text), rules) else { return nil }
    let isLast = end == words.count
    let until = isLast ? group[end - 1].end : words[end].start
    let seconds = max(0.01, Double(until - group[begin].start) * secondsPerFrame)
    let characters = Double(lines.reduce(0) { $0 + CaptionText.columns($1) })
    var cost = 4.0
    cost += 3 * max(0, characters / seconds - rules.charactersPerSecond)
    cost += 60 * max(0, Double(rules.shortestUs) / 1_000_000 - seconds)
    if characters < Double(rules.lineLength) / 3 { cost += 3 }
    if !isLast { cost += breakCost(after: group[end - 1], before: words[end]) }
    let sentences = group.dropLast().filter { CaptionText.endsSentence($0.text) }.count
    return cost + 7 * Double(sentences)
  }

  private func breakCost(after word: Word, before next: Word) -> Double {
    if CaptionTies.tie(word.text, next.text) { return 16 }
    if CaptionText.endsSentence(word.text) { return 0 }
    if CaptionText.endsPhrase(word.text) { return 2 }
    let pause = Double(next.start - word.end) * secondsPerFrame
    return pause > 0.3 ? 3 : 7
  }

  private var secondsPerFrame: Double { Double(fps.den) / Double(fps.num) }
}
