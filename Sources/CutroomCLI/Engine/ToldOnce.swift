import CutroomModel

/// Something that one item says for all those of its stage that would say the same.
struct ToldOnce<Entry> {
  let key: ItemKey
  let entry: Entry
  /// How many more items of the stage say it.
  private(set) var others = 0

  /// What is said, each once, in the order in which it is said first.
  ///
  /// Items of a stage for which `words` are the same say the same.
  static func all(
    _ entries: [(key: ItemKey, entry: Entry)],
    words: (ItemKey, Entry) -> String
  ) -> [ToldOnce] {
    var told: [ToldOnce] = []
    var places: [String: Int] = [:]
    for (key, entry) in entries {
      let same = "\(key.stage) \(words(key, entry))"
      if let place = places[same] {
        told[place].others += 1
      } else {
        places[same] = told.count
        told.append(ToldOnce(key: key, entry: entry))
      }
    }
    return told
  }

  /// The item that says it, and how many more.
  var who: String { others == 0 ? "\(key)" : "\(key) and \(Amounts.count(others, "item")) more" }
}

/// What items say, without the id of who says it.
enum SameWords {
  static func of(_ words: String, by key: ItemKey) -> String {
    words.split(separator: " ", omittingEmptySubsequences: false)
      .map { bare($0) == key.item || bare($0) == key.description ? "*" : String($0) }
      .joined(separator: " ")
  }

  private static func bare(_ word: Substring) -> Substring {
    let marks: Set<Character> = [":", ";", ",", ".", "\"", "(", ")"]
    let end = word.reversed().drop { marks.contains($0) }.count
    return word.prefix(end).drop { marks.contains($0) }
  }
}

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
