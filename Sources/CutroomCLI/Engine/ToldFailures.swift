import CutroomModel

/// Failures as they come: who fails like another one before says just that.
struct ToldFailures {
  private var first: [String: ItemKey] = [:]

  /// What is to be shown of a failure.
  mutating func message(of failure: ItemFailure, _ key: ItemKey) -> String {
    let same = "\(key.stage) \(failure.code) \(SameWords.of(failure.message, by: key))"
    guard let before = first[same], before != key else {
      first[same] = key
      return failure.message
    }
    return "like \(before)"
  }
}
