import CutroomModel

/// What a title card says: a few words, for the whole sentence is heard and captioned anyway.
enum CardHeading {
  /// The best key phrase of the segment; the title of its topic where it has none, and for a closing
  /// line, which has no subject of its own.
  static func words(of segment: PlacedSegment, phrases: [RefinedTopic.Phrase]) -> String {
    let script = segment.script.script
    let said = segment.segment.text
    let fitting = phrases.filter { (3...40).contains($0.text.count) && $0.text.count < said.count }
    guard segment.segment.role != .outro, let best = fitting.max(by: isWorse) else {
      return script.title
    }
    return best.text.prefix(1).uppercased() + best.text.dropFirst()
  }

  private static func isWorse(_ one: RefinedTopic.Phrase, _ other: RefinedTopic.Phrase) -> Bool {
    one.score == other.score ? one.text > other.text : one.score < other.score
  }
}
