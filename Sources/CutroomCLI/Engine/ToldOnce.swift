package import CutroomModel

/// Something that one item says for all those of its stage that would say the same.
package struct ToldOnce<Entry> {
  package let key: ItemKey
  package let entry: Entry
  /// How many more items of the stage say it.
  private(set) var others = 0

  init(key: ItemKey, entry: Entry) {
    self.key = key
    self.entry = entry
  }

  /// What is said, each once, in the order in which it is said first.
  ///
  /// Items of a stage for which `words` are the same say the same.
  package static func all(
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
  package var who: String {
    others == 0 ? "\(key)" : "\(key) and \(Amounts.count(others, "item")) more"
  }
}
