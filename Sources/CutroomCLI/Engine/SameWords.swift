package import CutroomModel

/// What items say, without what is another for each: its own id, and when and how long.
package enum SameWords {
  package static func of(_ words: String, by key: ItemKey) -> String {
    let all = words.split(separator: " ", omittingEmptySubsequences: false)
    return all.indices.map { place in
      let bare = bare(all[place])
      let next = place + 1 < all.count ? Self.bare(all[place + 1]) : ""
      return isOwn(bare, before: next, key) ? "*" : String(all[place])
    }.joined(separator: " ")
  }

  private static func isOwn(_ word: Substring, before next: Substring, _ key: ItemKey) -> Bool {
    if word == key.item || word == key.description { return true }
    if next == "ms" || next == "s" { return Double(word) != nil }
    return word.hasSuffix("Z") && Instant(iso8601: String(word)) != nil
  }

  private static func bare(_ word: Substring) -> Substring {
    let marks: Set<Character> = [":", ";", ",", ".", "\"", "(", ")"]
    let end = word.reversed().drop { marks.contains($0) }.count
    return word.prefix(end).drop { marks.contains($0) }
  }
}
